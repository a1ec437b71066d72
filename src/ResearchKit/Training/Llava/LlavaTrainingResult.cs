namespace ResearchKit.Training.Llava;

/// <summary>What a training left.</summary>
/// <param name="Step">Updates done.</param>
/// <param name="Completed">False if it was stopped.</param>
/// <param name="Records">The metrics, in order.</param>
public sealed record LlavaTrainingResult(int Step, bool Completed, IReadOnlyList<MetricRecord> Records)
{
    /// <summary>Whether it ended before all steps because the held-out loss no longer fell.</summary>
    public bool StoppedEarly { get; init; }

    /// <summary>One metric over the records that have it: all but the held-out loss are in each.</summary>
    /// <exception cref="KeyNotFoundException">There is no such metric.</exception>
    public double[] this[string metric] => Records.Any(r => r.Values.ContainsKey(metric))
        ? [.. Records.Where(r => r.Values.ContainsKey(metric)).Select(r => r.Values[metric])]
        : throw new KeyNotFoundException($"there is no metric '{metric}'");
}
