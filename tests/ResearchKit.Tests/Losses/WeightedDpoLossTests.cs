using ResearchKit.Losses;
using ResearchKit.Testing;
using static ResearchKit.Tests.Losses.Scores;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Losses;

public sealed class WeightedDpoLossTests : PreferenceLossContract<WeightedDpoLoss>
{
    protected override WeightedDpoLoss Example => new(Beta: 0.3);

    protected override IEnumerable<LossCase> HandDerived =>
    [
        new("0.4 ln(4/3)", new WeightedDpoLoss(1),
            new PreferenceScores(Pair(Ln3, 0).Views.ToDictionary(), new() { ["weight"] = tensor(new[] { 0.4 }) }),
            0.4 * Math.Log(4.0 / 3)),
    ];

    protected override double AtReference(WeightedDpoLoss loss, double logp, double tokens) => 0.5 * Ln2;
}
