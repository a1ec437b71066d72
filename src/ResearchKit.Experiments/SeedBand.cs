namespace ResearchKit.Experiments;

/// <summary>A curve over several seeds: at every point the mean and its confidence interval.</summary>
/// <param name="Mean">Mean over the seeds.</param>
/// <param name="Low">Lower bounds.</param>
/// <param name="High">Upper bounds.</param>
public sealed record SeedBand(double[] Mean, double[] Low, double[] High)
{
    /// <summary>The band of curves of equal length.</summary>
    /// <param name="curves">One curve per seed, at least two.</param>
    /// <param name="level">Confidence level between 0 and 1.</param>
    /// <exception cref="ArgumentException">The curves differ in length.</exception>
    public static SeedBand Of(IEnumerable<double[]> curves, double level = 0.95)
    {
        var all = curves.ToArray();
        if (all.Any(c => c.Length != all[0].Length))
            throw new ArgumentException("The curves of a band must have the same length.", nameof(curves));
        var intervals = Enumerable.Range(0, all[0].Length)
            .Select(i => ConfidenceInterval.OfMean(all.Select(c => c[i]), level)).ToArray();
        return new(
            [.. intervals.Select(i => i.Mean)], [.. intervals.Select(i => i.Low)], [.. intervals.Select(i => i.High)]);
    }
}
