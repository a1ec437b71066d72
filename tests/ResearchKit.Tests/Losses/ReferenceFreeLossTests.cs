using ResearchKit.Losses;
using ResearchKit.Testing;
using static ResearchKit.Tests.Losses.Scores;

namespace ResearchKit.Tests.Losses;

// Losses on pairs of answers that need no reference model.

public sealed class SlicHfLossTests : PreferenceLossContract<SlicHfLoss>
{
    protected override SlicHfLoss Example => new(Delta: 1.5, Alpha: 0.4);

    protected override IEnumerable<LossCase> HandDerived =>
    [
        new("margin 1 - 2 met; 2 * 1", new SlicHfLoss(1, 2), Policy((-1, 1), (-3, 1)), 2),
        new("margin 1 - 1/2 missed by 1/2; 1 over 2 tokens", new SlicHfLoss(1, 1), Policy((-1, 2), (-1.5, 1)), 1),
    ];

    protected override double AtReference(SlicHfLoss loss, double logp,
        double tokens) => loss.Delta - loss.Alpha * logp / tokens;
}

public sealed class MapoLossTests : PreferenceLossContract<MapoLoss>
{
    protected override MapoLoss Example => new(Beta: 0.7, Scale: 0.5);

    protected override IEnumerable<LossCase> HandDerived =>
    [
        // x = ln 2 and 2 ln 2: g = ln 2 and 2 ln 2 / 3,
        new("ln 2 + softplus(-ln 2 / 3)", new MapoLoss(1, 1), Policy((-Ln2, 1), (-2 * Ln2, 1)),
            Ln2 + Softplus(-Ln2 / 3)),
    ];

    protected override double AtReference(MapoLoss loss, double logp,
        double tokens) => -logp / tokens + loss.Beta * Ln2;
}

public sealed class AlphaPoLossTests : PreferenceLossContract<AlphaPoLoss>
{
    protected override AlphaPoLoss Example => new(Beta: 2, Gamma: 0.3, Alpha: 0.5);

    protected override IEnumerable<LossCase> HandDerived =>
    [
        new("a = 0 is SimPO", new AlphaPoLoss(1, 0, 0), Policy((-1, 1), (-1 - Ln3, 1)), Math.Log(4.0 / 3)),
        // p = 1/2 and 1/3, a = 1: (1 - 2) - (1 - 3) = 1,
        new("a = 1", new AlphaPoLoss(1, 0, 1), Policy((-Ln2, 1), (-Ln3, 1)), Softplus(-1)),
    ];

    protected override double AtReference(AlphaPoLoss loss, double logp, double tokens) => Softplus(loss.Gamma);
}
