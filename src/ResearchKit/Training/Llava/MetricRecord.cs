namespace ResearchKit.Training.Llava;

/// <summary>The metrics of one step's batch, before its update.</summary>
/// <param name="Step">Updates done.</param>
/// <param name="Values">
/// By the names of <see cref="Losses.PreferenceMetrics"/>, <c>gradient_norm</c> and <c>learning_rate</c>, and
/// <c>eval/loss</c> on held-out examples, after the update, where that was measured.
/// </param>
public sealed record MetricRecord(int Step, IReadOnlyDictionary<string, double> Values)
{
    /// <summary>The record with one more metric.</summary>
    internal MetricRecord With(string metric, double value) =>
        this with { Values = new Dictionary<string, double>(Values) { [metric] = value } };
}
