namespace ResearchKit.Experiments.Statistics;

/// <summary>Holm's correction (Scandinavian Journal of Statistics, 1979): of several tests, one false finding is as
/// rare as of one.</summary>
public static class Holm
{
    /// <summary>
    /// Adjusted p-values in the order given: the smallest is multiplied by n, the next by n - 1, ..., never below an
    /// earlier one, at most 1.
    /// </summary>
    /// <param name="p">P-values between 0 and 1.</param>
    /// <exception cref="ArgumentException">A value is no probability.</exception>
    public static double[] Adjust(IReadOnlyList<double> p)
    {
        if (p.Any(x => !(x is >= 0 and <= 1))) throw new ArgumentException("a p-value lies between 0 and 1", nameof(p));
        var adjusted = new double[p.Count];
        var least = 0.0;
        foreach (var (rank, i) in Enumerable.Range(0, p.Count).OrderBy(i => p[i]).Index())
            adjusted[i] = least = Math.Max(least, Math.Min(1, p[i] * (p.Count - rank)));
        return adjusted;
    }
}
