using ResearchKit.Losses;
using ResearchKit.Testing;
using static ResearchKit.Tests.Losses.Scores;

namespace ResearchKit.Tests.Losses;

public sealed class RobustDpoLossTests : PreferenceLossContract<RobustDpoLoss>
{
    protected override RobustDpoLoss Example => new(Beta: 0.5, FlipRate: 0.2);

    protected override IEnumerable<LossCase> HandDerived =>
    [
        // -ln s(ln 3) = ln(4/3), -ln s(-ln 3) = ln 4, 1 - 2e = 1/2
        new("(3/4 ln(4/3) - 1/4 ln 4) / (1/2)", new RobustDpoLoss(1, 0.25), Pair(Ln3, 0),
            1.5 * Math.Log(4.0 / 3) - 0.5 * Math.Log(4)),
        new("no flips: DPO", new RobustDpoLoss(1, 0), Pair(Ln3, 0), Math.Log(4.0 / 3)),
    ];

    protected override double AtReference(RobustDpoLoss loss, double logp, double tokens) => Ln2;

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.4)]
    public void ItsMeanOverRandomFlipsIsTheCleanDpoLoss(double rate)
    {
        var robust = new RobustDpoLoss(0.7, rate);
        var kept = robust.Compute(Pair(1.5, -0.5)).Loss.item<double>();
        var flipped = robust.Compute(Pair(-0.5, 1.5)).Loss.item<double>();
        var clean = new DpoLoss(0.7).Compute(Pair(1.5, -0.5)).Loss.item<double>();
        Assert.Equal(clean, (1 - rate) * kept + rate * flipped, 1e-13);
    }
}
