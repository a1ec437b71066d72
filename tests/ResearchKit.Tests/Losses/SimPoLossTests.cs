using ResearchKit.Losses;
using ResearchKit.Testing;
using static ResearchKit.Tests.Losses.Scores;

namespace ResearchKit.Tests.Losses;

public sealed class SimPoLossTests : PreferenceLossContract<SimPoLoss>
{
    protected override SimPoLoss Example => new(Beta: 2.5, Gamma: 0.3);

    protected override IEnumerable<LossCase> HandDerived =>
    [
        // means -1 and -2: 2 * 1 - 1 = 1
        new("-ln s(2 (-1) - 2 (-2) - 1) = ln(1 + 1/e)", new SimPoLoss(2, 1), Policy((-4, 4), (-4, 2)),
            Math.Log(1 + Math.Exp(-1)))
        {
            Rewards = { ["chosen"] = [-2], ["rejected"] = [-4] },
        },
        new("equal means: ln(1 + e^g)", new SimPoLoss(2, Ln3), Policy((-6, 3), (-2, 1)), Math.Log(4)),
    ];

    protected override double AtReference(SimPoLoss loss, double logp,
        double tokens) => Math.Log(1 + Math.Exp(loss.Gamma));
}
