namespace ResearchKit.Training.Llava;

/// <summary>What a training left.</summary>
/// <param name="Step">Updates done.</param>
/// <param name="Completed">False if it was stopped.</param>
/// <param name="Records">The metrics, in order.</param>
public sealed record LlavaTrainingResult(int Step, bool Completed, IReadOnlyList<MetricRecord> Records)
{
    /// <summary>One metric over the records.</summary>
    /// <exception cref="KeyNotFoundException">There is no such metric.</exception>
    public double[] this[string metric] => [.. Records.Select(r => r.Values[metric])];
}
