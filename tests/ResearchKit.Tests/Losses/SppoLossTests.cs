using ResearchKit.Losses;
using ResearchKit.Testing;
using static ResearchKit.Tests.Losses.Scores;

namespace ResearchKit.Tests.Losses;

public sealed class SppoLossTests : PreferenceLossContract<SppoLoss>
{
    protected override SppoLoss Example => new(Beta: 0.4);

    protected override IEnumerable<LossCase> HandDerived =>
    [
        // 1/(2 * 0.25) = 2
        new("(3 - 2)^2 + (-1 + 2)^2", new SppoLoss(0.25), Pair(3, -1), 2)
        {
            Rewards = { ["chosen"] = [0.75], ["rejected"] = [-0.25] },
        },
    ];

    protected override double AtReference(SppoLoss loss, double logp, double tokens) => 1 / (2 * loss.Beta * loss.Beta);
}
