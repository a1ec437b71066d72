using ResearchKit.Training.Llava;

namespace ResearchKit.Experiments.VisionLanguage;

/// <summary>One loss's training in one world.</summary>
/// <param name="Loss">The loss's name.</param>
/// <param name="Steps">Updates done at each probe.</param>
/// <param name="Logps">Mean log-probability of each view on held-out pairs, at each probe.</param>
/// <param name="History">The training's own metrics.</param>
/// <param name="End">The trained model on held-out scenes.</param>
public sealed record VisionLanguageRun(
    string Loss, int[] Steps, IReadOnlyDictionary<string, double[]> Logps, LlavaTrainingResult History,
    BlockEvaluation End)
{
    /// <summary>Mean log-probability of each view on the held-out pairs before training.</summary>
    public required IReadOnlyDictionary<string, double> Base { get; init; }

    /// <summary>How far a view's log-probability moved on held-out pairs, in nats.</summary>
    public double Change(string view) => Logps[view][^1] - Base[view];
}
