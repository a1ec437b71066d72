using ResearchKit.Losses;
using ResearchKit.Testing;
using static ResearchKit.Tests.Losses.Scores;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Losses;

public sealed class DaDpoLossTests : PreferenceLossContract<DaDpoLoss>
{
    protected override DaDpoLoss Example => new(Beta: 0.3, Alpha: 0.8);

    protected override IEnumerable<LossCase> HandDerived =>
    [
        // k = 0.5 (1 + |-1|) = 1
        new("ln(4/3)", new DaDpoLoss(1, 0.5),
            new PreferenceScores(Pair(Ln3, 0).Views.ToDictionary(), new() { ["score_gap"] = tensor(new[] { -1.0 }) }),
            Math.Log(4.0 / 3)),
    ];

    protected override double AtReference(DaDpoLoss loss, double logp, double tokens) => Ln2;
}
