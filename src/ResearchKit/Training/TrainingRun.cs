namespace ResearchKit.Training;

/// <summary>The history of one training, as plain arrays: one entry per recorded step.</summary>
/// <param name="Loss">The loss with its hyper-parameters: <c>dpo(beta=0.1, label_smoothing=0)</c>.</param>
/// <param name="Options">How it was trained.</param>
/// <param name="Steps">Updates done when the entry was recorded, ascending from 0.</param>
/// <param name="Metrics">
/// By name, one value per entry of <paramref name="Steps"/>: <c>loss</c> and what
/// <see cref="Losses.PreferenceMetrics"/> defines (<c>logps/chosen</c>, <c>rewards/margin</c>, ...), over the batch of
/// that step.
/// </param>
/// <param name="Completed">False if the training was canceled; the history then ends early.</param>
public sealed record TrainingRun(
    string Loss,
    TrainingOptions Options,
    int[] Steps,
    IReadOnlyDictionary<string, double[]> Metrics,
    bool Completed)
{
    /// <summary>One metric's values over the recorded steps.</summary>
    /// <exception cref="KeyNotFoundException">There is no such metric; the message lists those there are.</exception>
    public double[] this[string metric] => Metrics.TryGetValue(metric, out var values)
        ? values
        : throw new KeyNotFoundException(
            $"The run has no metric '{metric}'. It has: " +
            $"{string.Join(", ", Metrics.Keys.Order(StringComparer.Ordinal))}.");
}
