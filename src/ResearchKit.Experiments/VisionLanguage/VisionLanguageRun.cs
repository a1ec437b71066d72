using ResearchKit.Training.Llava;

namespace ResearchKit.Experiments.VisionLanguage;

/// <summary>One loss's training in one world.</summary>
/// <param name="Loss">The loss with its settings.</param>
/// <param name="Steps">Updates done at each probe, from 0.</param>
/// <param name="Logps">Mean log-probability of each view on held-out pairs, at each probe.</param>
/// <param name="History">The training's own metrics.</param>
/// <param name="End">The trained model on held-out scenes.</param>
public sealed record VisionLanguageRun(
    string Loss, int[] Steps, IReadOnlyDictionary<string, double[]> Logps, LlavaTrainingResult History,
    SceneEvaluation End)
{
    /// <summary>How far a view's log-probability moved on held-out pairs, in nats.</summary>
    public double Change(string view) => Logps[view][^1] - Logps[view][0];

    /// <summary>The same world without any training: the start's log-probabilities at every probe.</summary>
    public VisionLanguageRun Resting() => this with
    {
        Loss = "none",
        Logps = Logps.ToDictionary(l => l.Key, l => l.Value.Select(_ => l.Value[0]).ToArray()),
    };
}
