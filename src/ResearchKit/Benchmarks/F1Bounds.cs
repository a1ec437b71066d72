using System.Numerics;

namespace ResearchKit.Benchmarks;

/// <summary>
/// What an F1 can be, given other numbers from the same answers. With TP, FP and FN counted over questions, F1 is
/// 2 TP / (2 TP + FP + FN).
/// </summary>
public static class F1Bounds
{
    /// <summary>
    /// The range of an F1 over a set of questions, given the F1 of its parts: from the smallest to the largest part.
    /// </summary>
    /// <remarks>
    /// Counts add up over the parts, so the pooled F1 is the sum of the parts' numerators over the sum of their
    /// denominators: their mean with the denominators as weights, and a mean lies between its smallest and its
    /// largest member.
    /// </remarks>
    /// <param name="parts">The F1 of parts that together hold every question once.</param>
    /// <exception cref="ArgumentException">There are no parts.</exception>
    public static (T Low, T High) Pooled<T>(params ReadOnlySpan<T> parts) where T : INumber<T>
    {
        if (parts.Length == 0) throw new ArgumentException("a pooled F1 needs the F1 of at least one part");
        T low = parts[0], high = parts[0];
        foreach (var part in parts) (low, high) = (T.Min(low, part), T.Max(high, part));
        return (low, high);
    }

    /// <summary>
    /// The largest F1 in percent that an accuracy in percent allows: 2 a / (1 + a) for a share a of right answers.
    /// </summary>
    /// <remarks>
    /// TP cannot exceed the share a of right answers (TP + TN), FP + FN is the share of wrong ones, 1 - a, and F1
    /// rises with TP, so F1 is at most 2 a / (2 a + 1 - a). This holds if every answer is a yes or a no. An answer
    /// that is neither counts as wrong in the accuracy, but it is no FP where the truth is negative: see
    /// <see cref="UnparsedShare{T}"/>.
    /// </remarks>
    public static T FromAccuracy<T>(T accuracy) where T : INumber<T>
    {
        var hundred = T.CreateChecked(100);
        return hundred * (accuracy + accuracy) / (hundred + accuracy);
    }

    /// <summary>
    /// The smallest share of questions in percent that must have got an answer which is neither yes nor no, for this
    /// accuracy and this F1, both in percent, to come from the same answers; negative or 0 if none need have.
    /// </summary>
    /// <remarks>
    /// The wrong answers, 1 - a, are FP, FN, and unparsed answers to negatives, u. FP + FN = 2 TP (1 - F1) / F1, and TP
    /// is at most a, so u is at least 1 - a - 2 a (1 - F1) / F1.
    /// </remarks>
    public static T UnparsedShare<T>(T accuracy, T f1) where T : INumber<T>
    {
        var hundred = T.CreateChecked(100);
        return hundred - accuracy - (accuracy + accuracy) * (hundred - f1) / f1;
    }
}
