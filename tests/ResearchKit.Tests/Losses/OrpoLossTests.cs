using ResearchKit.Losses;
using ResearchKit.Testing;
using static ResearchKit.Tests.Losses.Scores;

namespace ResearchKit.Tests.Losses;

public sealed class OrpoLossTests : PreferenceLossContract<OrpoLoss>
{
    protected override OrpoLoss Example => new(Lambda: 0.4);

    protected override IEnumerable<LossCase> HandDerived =>
    [
        // p_w = 1/2 (two tokens of ln 1/2 each), odds 1; p_l = 1/4, odds 1/3; odds ratio 3, s(ln 3) = 3/4
        new("ln 2 + lambda ln(4/3)", new OrpoLoss(0.5), Policy((-2 * Ln2, 2), (-6 * Ln2, 3)),
            Ln2 + 0.5 * Math.Log(4.0 / 3))
        {
            Rewards = { ["chosen"] = [0], ["rejected"] = [-Ln3] },
        },
    ];

    protected override double AtReference(OrpoLoss loss, double logp,
        double tokens) => -logp / tokens + loss.Lambda * Ln2;

    [Fact]
    public void ACertainAnswerHasFiniteOdds()
    {
        var evaluation = LossEvaluation.Of(new OrpoLoss(), Policy((0, 2), (-1, 2)));
        Assert.All(evaluation.Gradient.Values.SelectMany(g => g), g => Assert.True(double.IsFinite(g!.Value)));
        Assert.True(evaluation.Loss[0] is >= 0 and < 1e-9);
    }
}
