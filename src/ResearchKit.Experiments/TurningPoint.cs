namespace ResearchKit.Experiments;

/// <summary>
/// How far curves have come back from their turning point, without the bias of looking for the turning point in the
/// same curve: the end is never above a curve's own maximum, so "end minus maximum" would be negative for pure noise.
/// Here each seed's turning point is read from the mean of the <em>other</em> seeds, and the change may have either
/// sign.
/// </summary>
public static class TurningPoint
{
    /// <summary>Per curve, its value at the end minus its value where the mean of the other curves is
    /// largest.</summary>
    /// <param name="curves">One curve per seed, at least two, all of the same length.</param>
    /// <param name="of">
    /// The curves whose peak counts, one per seed; <paramref name="curves"/> themselves if null.
    /// </param>
    public static double[] ChangeSincePeak(IReadOnlyList<double[]> curves, IReadOnlyList<double[]>? of = null) =>
        Change(curves, of ?? curves, 1);

    /// <summary>Per curve, its value at the end minus its value where the mean of the other curves is
    /// smallest.</summary>
    /// <param name="curves">One curve per seed, at least two, all of the same length.</param>
    public static double[] ChangeSinceTrough(IReadOnlyList<double[]> curves) => Change(curves, curves, -1);

    private static double[] Change(IReadOnlyList<double[]> curves, IReadOnlyList<double[]> turning, int sign)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(curves.Count, 2);
        if (turning.Count != curves.Count)
            throw new ArgumentException($"{curves.Count} curves, but {turning.Count} curves to read the peak from.");
        var sums = Enumerable.Range(0, turning[0].Length).Select(t => turning.Sum(c => c[t])).ToArray();
        return [.. curves.Zip(turning, (curve, own) =>
        {
            var turn = Enumerable.Range(0, sums.Length).MaxBy(t => sign * (sums[t] - own[t]));
            return curve[^1] - curve[turn];
        })];
    }
}
