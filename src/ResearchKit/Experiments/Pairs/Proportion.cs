namespace ResearchKit.Experiments.Pairs;

/// <summary>How often something happened, with an interval that is right near 0 and 1, too.</summary>
public static class Proportion
{
    private const double Z = 1.959963984540054; // the normal distribution's 97.5 % quantile

    /// <summary>The share of true outcomes with Wilson's 95 % interval (1927).</summary>
    /// <param name="outcomes">Independent outcomes, at least one.</param>
    /// <exception cref="ArgumentException">There is no outcome.</exception>
    public static Measurement Of(IReadOnlyCollection<bool> outcomes)
    {
        if (outcomes.Count == 0) throw new ArgumentException("a share needs at least one outcome", nameof(outcomes));
        double n = outcomes.Count, share = outcomes.Count(o => o) / n;
        var center = (share + Z * Z / (2 * n)) / (1 + Z * Z / n);
        var half = Z / (1 + Z * Z / n) * Math.Sqrt(share * (1 - share) / n + Z * Z / (4 * n * n));
        return new(share, Math.Clamp(center - half, 0, share), Math.Clamp(center + half, share, 1),
            FormattableString.Invariant($"Wilson's 95 % interval, {outcomes.Count(o => o)} of {outcomes.Count}"));
    }
}
