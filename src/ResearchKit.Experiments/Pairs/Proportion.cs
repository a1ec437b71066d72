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
        return Of((double)outcomes.Count(o => o) / outcomes.Count, outcomes.Count,
            FormattableString.Invariant($"Wilson's 95 % interval, {outcomes.Count(o => o)} of {outcomes.Count}"));
    }

    /// <summary>
    /// The same for a mean of <paramref name="count"/> independent values between 0 and 1, such as pairs that can be
    /// half right: no such values spread wider than zeros and ones do, so the interval is at least as wide as it must
    /// be.
    /// </summary>
    /// <param name="share">Their mean, 0 to 1.</param>
    /// <param name="count">How many, at least one.</param>
    /// <exception cref="ArgumentException">There is no value.</exception>
    public static Measurement Of(double share, int count) => count < 1
        ? throw new ArgumentException("a share needs at least one value", nameof(count))
        : Of(share, count, FormattableString.Invariant($"Wilson's 95 % interval, {count} pairs"));

    private static Measurement Of(double share, double n, string basis)
    {
        var center = (share + Z * Z / (2 * n)) / (1 + Z * Z / n);
        var half = Z / (1 + Z * Z / n) * Math.Sqrt(share * (1 - share) / n + Z * Z / (4 * n * n));
        return new(share, Math.Clamp(center - half, 0, share), Math.Clamp(center + half, share, 1), basis);
    }
}
