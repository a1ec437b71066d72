using ResearchKit.Losses;
using ResearchKit.Testing;
using static ResearchKit.Tests.Losses.Scores;

namespace ResearchKit.Tests.Losses;

public sealed class DpoPositiveLossTests : PreferenceLossContract<DpoPositiveLoss>
{
    protected override DpoPositiveLoss Example => new(Beta: 0.2, Lambda: 3);

    protected override string? MarginIsNotAntisymmetric => "only the chosen reward carries the penalty";

    protected override IEnumerable<LossCase> HandDerived =>
    [
        new("chosen above the reference: DPO", new DpoPositiveLoss(1, 50), Pair(Ln3, 0), Math.Log(4.0 / 3)),
        // chosen 1 below: reward -1 - 2 * 1 = -3, rejected -3: margin 0
        new("penalty: -1 - 2 = -3 = rejected", new DpoPositiveLoss(1, 2), Pair(-1, -3), Ln2)
        {
            Rewards = { ["chosen"] = [-3], ["rejected"] = [-3] },
        },
    ];

    protected override double AtReference(DpoPositiveLoss loss, double logp, double tokens) => Ln2;
}
