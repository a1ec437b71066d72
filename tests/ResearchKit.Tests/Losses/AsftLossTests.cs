using ResearchKit.Losses;
using ResearchKit.Testing;
using static ResearchKit.Tests.Losses.Scores;

namespace ResearchKit.Tests.Losses;

public sealed class AsftLossTests : PreferenceLossContract<AsftLoss>
{
    protected override AsftLoss Example => new(SftWeight: 0.3);

    protected override IEnumerable<LossCase> HandDerived =>
    [
        // p_w = 1/2, p_l = 1/4: ln 2 - ln(3/4) = ln(8/3)
        new("-ln(1/2) - ln(1 - 1/4)", new AsftLoss(), Policy((-2 * Ln2, 2), (-6 * Ln2, 3)), Math.Log(8.0 / 3))
        {
            Rewards = { ["chosen"] = [0], ["rejected"] = [-Ln3] },
        },
    ];

    protected override double AtReference(AsftLoss loss, double logp, double tokens) =>
        -(1 + loss.SftWeight) * logp / tokens - Math.Log(1 - Math.Exp(logp / tokens));
}
