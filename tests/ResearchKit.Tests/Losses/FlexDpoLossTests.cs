using ResearchKit.Losses;
using ResearchKit.Testing;
using static ResearchKit.Tests.Losses.Scores;

namespace ResearchKit.Tests.Losses;

public sealed class FlexDpoLossTests : PreferenceLossContract<FlexDpoLoss>
{
    protected override FlexDpoLoss Example => new(BetaChosen: 0.4, BetaRejected: 0.1);

    protected override string? MarginIsNotAntisymmetric => "the two sides have their own strengths";

    protected override IEnumerable<LossCase> HandDerived =>
    [
        // 1 * ln 3 - 0.5 * 2 ln 3 = 0
        new("ln 3 - ln 3 = 0", new FlexDpoLoss(1, 0.5), Pair(Ln3, 2 * Ln3), Ln2)
        {
            Rewards = { ["chosen"] = [Ln3], ["rejected"] = [Ln3] },
        },
        new("2 ln 3 / 2 - 0.25 * 0", new FlexDpoLoss(0.5, 0.25), Pair(2 * Ln3, 0), Math.Log(4.0 / 3)),
    ];

    protected override double AtReference(FlexDpoLoss loss, double logp, double tokens) => Ln2;

    [Fact]
    public void EqualStrengthsAreDpo() => Assert.Equal(
        new DpoLoss(0.3).Compute(Pair(1.2, -0.4)).Loss.item<double>(),
        new FlexDpoLoss(0.3, 0.3).Compute(Pair(1.2, -0.4)).Loss.item<double>());
}
