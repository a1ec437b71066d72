using ResearchKit.Losses;
using ResearchKit.Testing;
using static ResearchKit.Tests.Losses.Scores;

namespace ResearchKit.Tests.Losses;

public sealed class CpoLossTests : PreferenceLossContract<CpoLoss>
{
    protected override CpoLoss Example => new(Beta: 0.2, Alpha: 0.6);

    protected override IEnumerable<LossCase> HandDerived =>
    [
        // beta (-1 - (-1 - ln 3)) = ln 3
        new("ln(4/3) + 2 * 1", new CpoLoss(1, 2), Policy((-1, 1), (-1 - Ln3, 1)), Math.Log(4.0 / 3) + 2)
        {
            Rewards = { ["chosen"] = [-1], ["rejected"] = [-1 - Ln3] },
        },
    ];

    protected override double AtReference(CpoLoss loss, double logp, double tokens) => Ln2 - loss.Alpha * logp / tokens;
}
