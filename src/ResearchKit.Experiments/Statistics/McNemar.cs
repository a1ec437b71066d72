using System.Globalization;
using System.Numerics;
using ResearchKit.Benchmarks.Scoring;

namespace ResearchKit.Experiments.Statistics;

/// <summary>
/// McNemar's exact test (Psychometrika, 1947): whether two models are right equally often, from the items on which one
/// is right and the other wrong. It takes items as independent; where they share images, look at the paired bootstrap,
/// too.
/// </summary>
/// <param name="Items">Items that both answered.</param>
/// <param name="OnlyFirst">Items on which the first alone is right.</param>
/// <param name="OnlySecond">Items on which the second alone is right.</param>
/// <param name="P">Two-sided exact p-value of equal odds.</param>
public sealed record McNemar(int Items, int OnlyFirst, int OnlySecond, double P)
{
    /// <summary>Effect size: by how much the second is right more often, a share of the items.</summary>
    public double Difference => (double)(OnlySecond - OnlyFirst) / Items;

    /// <summary>
    /// Effect size: the odds that the second is the one that is right where they differ; infinite if the first never
    /// is.
    /// </summary>
    public double OddsRatio => (double)OnlySecond / OnlyFirst;

    /// <summary>Compares two answer files on the items that both answered.</summary>
    /// <exception cref="ArgumentException">There is no such item.</exception>
    public static McNemar Of(AnswerTable first, AnswerTable second)
    {
        var right = new Dictionary<long, bool>();
        foreach (var row in first.Rows)
            if (row is { Correct: { } correct, Item: >= 0 }) right.TryAdd(row.Item, correct);
        int items = 0, onlyFirst = 0, onlySecond = 0;
        foreach (var row in second.Rows)
            if (row.Correct is { } correct && right.Remove(row.Item, out var before))
            {
                items++;
                if (before && !correct) onlyFirst++;
                if (!before && correct) onlySecond++;
            }
        if (items == 0) throw new ArgumentException("the two files have no item in common that is right or wrong");
        return new(items, onlyFirst, onlySecond, Exact(onlyFirst, onlySecond));
    }

    /// <summary>P(|X - n/2| at least as large) for X of n = b + c fair coins, summed in whole numbers.</summary>
    public static double Exact(int b, int c)
    {
        var n = b + c;
        if (n == 0) return 1;
        BigInteger sum = 0, term = 1;
        for (var k = 0; k <= Math.Min(b, c); k++)
        {
            sum += term;
            term = term * (n - k) / (k + 1);
        }
        // sum / 2^(n - 1) with 53 bits kept
        var shift = (int)Math.Max(0, sum.GetBitLength() - 60);
        return Math.Min(1, Math.ScaleB((double)(sum >> shift), shift - (n - 1)));
    }

    /// <summary><c>right only in the first 12, only in the second 30 of 500; exact p = 0.008</c></summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"right only in the first {OnlyFirst:N0}, only in the second {OnlySecond:N0} of {Items:N0}; exact p = {P:G3}");
}
