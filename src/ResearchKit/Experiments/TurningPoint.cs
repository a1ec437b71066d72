namespace ResearchKit.Experiments;

/// <summary>
/// How far curves have come back from their turning point, without the bias of looking for the turning point in the
/// same curve: the end is never above a curve's own maximum, so "end minus maximum" would be negative for pure noise.
/// Here each seed's turning point is read from the mean of the <em>other</em> seeds, and the change may have either sign.
/// </summary>
public static class TurningPoint
{
    /// <summary>Per curve, its value at the end minus its value where the mean of the other curves is largest.</summary>
    /// <param name="curves">One curve per seed, at least two, all of the same length.</param>
    public static double[] ChangeSincePeak(IReadOnlyList<double[]> curves) => Change(curves, 1);

    /// <summary>Per curve, its value at the end minus its value where the mean of the other curves is smallest.</summary>
    /// <param name="curves">One curve per seed, at least two, all of the same length.</param>
    public static double[] ChangeSinceTrough(IReadOnlyList<double[]> curves) => Change(curves, -1);

    private static double[] Change(IReadOnlyList<double[]> curves, int sign)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(curves.Count, 2);
        var sums = Enumerable.Range(0, curves[0].Length).Select(t => curves.Sum(c => c[t])).ToArray();
        return [.. curves.Select(curve =>
        {
            var turn = Enumerable.Range(0, sums.Length).MaxBy(t => sign * (sums[t] - curve[t]));
            return curve[^1] - curve[turn];
        })];
    }
}
