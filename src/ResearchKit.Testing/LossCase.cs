using ResearchKit.Losses;
using ResearchKit.Losses.Contract;

namespace ResearchKit.Testing;

/// <summary>A loss value derived by hand.</summary>
/// <param name="Because">The derivation in one line; shown when the case fails.</param>
/// <param name="Loss">The loss.</param>
/// <param name="Scores">Inputs that a person can follow.</param>
/// <param name="Expected">Loss per pair.</param>
public sealed record LossCase(string Because, PreferenceLoss Loss, PreferenceScores Scores, params double[] Expected)
{
    /// <summary>Expected rewards per view, where the case states them.</summary>
    public Dictionary<string, double[]> Rewards { get; init; } = [];
}
