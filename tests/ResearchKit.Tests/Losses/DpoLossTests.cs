using ResearchKit.Losses;
using ResearchKit.Testing;
using static ResearchKit.Tests.Losses.Scores;

namespace ResearchKit.Tests.Losses;

public sealed class DpoLossTests : PreferenceLossContract<DpoLoss>
{
    protected override DpoLoss Example => new(Beta: 0.5, LabelSmoothing: 0.1);

    protected override IEnumerable<LossCase> HandDerived =>
    [
        // s(ln 3) = 3/4
        new("h = ln 3: -ln(3/4)", new DpoLoss(Beta: 1), Pair(Ln3, 0), Math.Log(4.0 / 3))
        {
            Rewards = { ["chosen"] = [Ln3], ["rejected"] = [0] },
        },
        // beta halves the gap 2 ln 3; s(-ln 3) = 1/4
        new("b h = ln 3, e = 1/4: -(3/4) ln(3/4) - (1/4) ln(1/4)", new DpoLoss(0.5, 0.25), Pair(Ln3, -Ln3),
            -0.75 * Math.Log(0.75) - 0.25 * Math.Log(0.25)),
    ];

    protected override double AtReference(DpoLoss loss, double logp, double tokens) => Ln2;

    [Fact]
    public void DpoLossIsLn2WhenPolicyEqualsReference() =>
        Assert.Equal(0.693147180559945, new DpoLoss().Compute(Pair(0, 0)).Loss.item<double>(), 1e-15);
}
