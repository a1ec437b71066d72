using ResearchKit.Losses;
using ResearchKit.Losses.Contract;
using ResearchKit.Testing;
using static ResearchKit.Tests.Losses.Scores;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Losses;

// Losses that read a score of each answer.

public sealed class OffsetDpoLossTests : PreferenceLossContract<OffsetDpoLoss>
{
    protected override OffsetDpoLoss Example => new(Beta: 0.3, Alpha: 0.5);

    protected override IEnumerable<LossCase> HandDerived =>
    [
        new("scores 3 apart, h = 2 ln 3", new OffsetDpoLoss(1, 1), ScoredPair((2 * Ln3, 4), (0, 1)), Math.Log(4.0 / 3)),
    ];

    protected override double AtReference(OffsetDpoLoss loss, double logp,
        double tokens) => Softplus(loss.Alpha * Math.Log(1e-6));
}

public sealed class RebelLossTests : PreferenceLossContract<RebelLoss>
{
    protected override RebelLoss Example => new(Eta: 0.5);

    protected override IEnumerable<LossCase> HandDerived =>
    [
        new("(3 - 1)^2", new RebelLoss(1), ScoredPair((3, 2), (0, 1)), 4),
        new("h/eta = gap", new RebelLoss(0.5), ScoredPair((1, 2), (0, 0)), 0),
    ];

    protected override double AtReference(RebelLoss loss, double logp, double tokens) => 0;
}

public sealed class DnoLossTests : PreferenceLossContract<DnoLoss>
{
    protected override DnoLoss Example => new(Eta: 0.5);

    protected override IEnumerable<LossCase> HandDerived =>
    [
        new("label 3/4, margin ln 3: entropy of 1/4", new DnoLoss(1), ScoredPair((Ln3, Ln3), (0, 0)),
            0.75 * Math.Log(4.0 / 3) + 0.25 * Math.Log(4)),
    ];

    protected override double AtReference(DnoLoss loss, double logp, double tokens) => Ln2;
}
