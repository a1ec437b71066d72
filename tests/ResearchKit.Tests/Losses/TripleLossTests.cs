using ResearchKit.Losses;
using ResearchKit.Losses.Contract;
using ResearchKit.Testing;
using static ResearchKit.Tests.Losses.Scores;

namespace ResearchKit.Tests.Losses;

public sealed class TripleLossTests : PreferenceLossContract<TripleLoss>
{
    protected override TripleLoss Example => new(Beta: 0.2, Alpha: 0.7);

    protected override IEnumerable<LossCase> HandDerived =>
    [
        // log-probabilities -5 + ln 3, -5 and -4
        new("ln(4/3) + 4/2", new TripleLoss(1, 0.5), LogRatios((View.Chosen, Ln3), (View.Rejected, 0), (View.Gold, 1)),
            Math.Log(4.0 / 3) + 2),
    ];

    protected override double AtReference(TripleLoss loss, double logp,
        double tokens) => Ln2 - loss.Alpha * logp / tokens;

    [Fact]
    public void WithTheChosenAnswerAsGoldItIsCpo()
    {
        var scores = LogRatios((View.Chosen, 0.4), (View.Rejected, -1), (View.Gold, 0.4));
        Assert.Equal(
            LossEvaluation.Of(new CpoLoss(0.3, 0.6), scores).Mean,
            LossEvaluation.Of(new TripleLoss(0.3, 0.6), scores).Mean);
    }
}
