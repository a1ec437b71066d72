namespace ResearchKit.Training.Llava;

/// <summary>The metrics of one step's batch, before its update.</summary>
/// <param name="Step">Updates done.</param>
/// <param name="Values">
/// By the names of <see cref="Losses.PreferenceMetrics"/>, and <c>gradient_norm</c> and <c>learning_rate</c>.
/// </param>
public sealed record MetricRecord(int Step, IReadOnlyDictionary<string, double> Values);
