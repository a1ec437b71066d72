using System.Globalization;
using ResearchKit.Datasets;
using ResearchKit.Losses;
using ResearchKit.Losses.Contract;
using static TorchSharp.torch;

namespace ResearchKit.Training;

/// <summary>
/// Before the first step the policy is a copy of the reference, so the loss has a known value: ln 2 for DPO,
/// 1 / (4 beta^2) for IPO. A different value means that the two models are not scored alike, and every number after
/// it would be wrong.
/// </summary>
public static class StartUpCheck
{
    /// <summary>Compares the first loss with the loss at policy = reference.</summary>
    /// <param name="loss">The loss in training.</param>
    /// <param name="scores">The scores of the first batch.</param>
    /// <param name="tolerance">Largest difference per pair that counts as rounding, relative to 1 + |loss|.</param>
    /// <exception cref="InvalidOperationException">The values differ; the message lists the usual causes.</exception>
    public static void Run(PreferenceLoss loss, PreferenceScores scores, double tolerance = 1e-5)
    {
        var inputs = loss.Inputs;
        // What a model computes of its logits has no known value at the reference.
        if (!inputs.Reference || inputs.TokenColumns.Any(TokenColumn.IsComputed))
            return;
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var atReference = new PreferenceScores(
            scores.Views.ToDictionary(v => v.Key, v => AtReference(v.Value)),
            new(scores.Columns))
        { AllowPositive = scores.AllowPositive };
        var actual = loss.Compute(scores).Loss.to_type(float64);
        var expected = loss.Compute(atReference).Loss.to_type(float64);
        var worst = ((actual - expected).abs() / (expected.abs() + 1)).max().Number();
        if (worst <= tolerance || !actual.isfinite().all().item<bool>())
            return; // the trainer says that a loss is no finite number
        throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture,
            $"{loss}: the loss of the first batch is {actual.mean().Number():G6}, but with the policy equal to the " +
            $"reference it is {expected.mean().Number():G6}. The usual causes: dropout is on (call eval()), policy " +
            $"and reference differ in dtype or weights, or their answer masks differ. If the policy is meant to " +
            $"start " +
            $"elsewhere, set {nameof(TrainingOptions.StartsAtReference)} to false."));
    }

    private static ViewScores AtReference(ViewScores view) => view with
    {
        Policy = view.Reference!,
        ByToken = view.ByToken is { } tokens ? tokens with { Policy = tokens.Reference! } : null,
    };
}
