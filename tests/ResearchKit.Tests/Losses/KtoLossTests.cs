using ResearchKit.Losses;
using ResearchKit.Losses.Contract;
using ResearchKit.Losses.Json;
using ResearchKit.Testing;
using static ResearchKit.Tests.Losses.Scores;

namespace ResearchKit.Tests.Losses;

public sealed class KtoLossTests : PreferenceLossContract<KtoLoss>
{
    protected override KtoLoss Example => new(Beta: 0.3, DesirableWeight: 1.5, UndesirableWeight: 0.8);

    protected override IEnumerable<LossCase> HandDerived =>
    [
        // mismatched answers fell: z0 = max(0, -1) = 0. 1 - s(ln 3) = 1/4; 1 - s(0) = 1/2; mean over two answers
        new("(2 * 1/4 + 1/2) / 2", new KtoLoss(1, 2, 1),
            LogRatios((View.Chosen, Ln3), (View.Rejected, 0), (View.Mismatched, -1)), 0.5)
        {
            Rewards = { ["chosen"] = [Ln3], ["rejected"] = [0] },
        },
        // z0 = ln 3: desirable at the reference point 1/2; undesirable 1 - s(z0 - 0) = 1/4
        new("(1/2 + 1/4) / 2", new KtoLoss(1), LogRatios((View.Chosen, Ln3), (View.Rejected, 0), (View.Mismatched,
            Ln3)), 0.375),
        // without mismatched answers z0 is the mean of the batch, (ln 3 + ln 3)/2
        new("both at the reference point", new KtoLoss(1), Pair(Ln3, Ln3), 0.5),
    ];

    protected override double AtReference(KtoLoss loss, double logp, double tokens) =>
        (loss.DesirableWeight + loss.UndesirableWeight) / 4;

    [Fact]
    public void ARowWithOneAnswerHasThatAnswersLoss()
    {
        const string json = """
            {"views":{"chosen":{"policy":[-1,null],"reference":[-1,null]},
                      "rejected":{"policy":[null,-2],"reference":[null,-2]}}}
            """;
        var loss = new KtoLoss(1, DesirableWeight: 1, UndesirableWeight: 3);
        var evaluation = LossEvaluation.Of(loss, ScoresFile.Parse(json, "scores", loss));
        Assert.Equal([0.5, 1.5], evaluation.Loss);
        Assert.Equal([0.0, null], evaluation.Rewards["chosen"]);
        // d/dlr of 3 s(lr) is 3/4, half of it for the mean over two rows
        Assert.Equal([null, 0.375], evaluation.Gradient["rejected"]);
    }

    [Fact]
    public void TheReferencePointCarriesNoGradient()
    {
        var evaluation = LossEvaluation.Of(new KtoLoss(), LogRatios((View.Chosen, 1), (View.Rejected, 0),
            (View.Mismatched, 2)));
        Assert.Equal([0.0], evaluation.Gradient["mismatched"]);
    }
}
