using ResearchKit.Losses;
using ResearchKit.Testing;
using static ResearchKit.Tests.Losses.Scores;

namespace ResearchKit.Tests.Losses;

public sealed class IpoLossTests : PreferenceLossContract<IpoLoss>
{
    protected override IpoLoss Example => new(Beta: 0.25);

    protected override IEnumerable<LossCase> HandDerived =>
    [
        // 1/(2 * 0.25) = 2
        new("h = 3 - (-1) = 4: (4 - 2)^2", new IpoLoss(0.25), Pair(3, -1), 4)
        {
            Rewards = { ["chosen"] = [0.75], ["rejected"] = [-0.25] },
        },
        new("h = 1/(2b) is the optimum", new IpoLoss(0.1), Pair(5, 0), 0),
    ];

    protected override double AtReference(IpoLoss loss, double logp, double tokens) => 1 / (4 * loss.Beta * loss.Beta);
}
