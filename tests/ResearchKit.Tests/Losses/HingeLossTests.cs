using ResearchKit.Losses;
using ResearchKit.Testing;
using static ResearchKit.Tests.Losses.Scores;

namespace ResearchKit.Tests.Losses;

public sealed class HingeLossTests : PreferenceLossContract<HingeLoss>
{
    protected override HingeLoss Example => new(Beta: 0.3);

    protected override IEnumerable<LossCase> HandDerived =>
    [
        new("1 - 0.5 (2 - 1)", new HingeLoss(0.5), Pair(2, 1), 0.5) { Rewards = { ["chosen"] = [1],
            ["rejected"] = [0.5] } },
        new("margin 2 is beyond 1", new HingeLoss(1), Pair(2, 0), 0),
        new("1 - (-3)", new HingeLoss(1), Pair(-1, 2), 4),
    ];

    protected override double AtReference(HingeLoss loss, double logp, double tokens) => 1;
}
