using ResearchKit.Losses;
using ResearchKit.Losses.Contract;
using ResearchKit.Testing;
using static ResearchKit.Tests.Losses.Scores;

namespace ResearchKit.Tests.Losses;

public sealed class WeightedSumTests : PreferenceLossContract<WeightedSum>
{
    protected override WeightedSum Example => WeightedSum.Of((1, new DpoLoss(0.3)), (0.5, new SimPoLoss(2, 0.2)));

    protected override IEnumerable<LossCase> HandDerived =>
    [
        // DPO: ln(4/3); IPO with 1/(2b) = 1: (ln 3 - 1)^2
        new("2 ln(4/3) + 3 (ln 3 - 1)^2", WeightedSum.Of((2, new DpoLoss(1)), (3, new IpoLoss(0.5))), Pair(Ln3, 0),
            2 * Math.Log(4.0 / 3) + 3 * (Ln3 - 1) * (Ln3 - 1))
        {
            Rewards = { ["chosen"] = [Ln3], ["rejected"] = [0] },
        },
    ];

    protected override double AtReference(WeightedSum loss, double logp, double tokens) =>
        Ln2 + 0.5 * Math.Log(1 + Math.Exp(0.2));

    [Fact]
    public void ItsViewsAreTheUnionAndItsNeedsTheStrongest()
    {
        var inputs = WeightedSum.Of((1, new SimPoLoss()), (1, new PlusVisionLoss())).Inputs;
        Assert.Equal(["chosen", "rejected", "rejected_image"], inputs.Views.Select(v => v.Name));
        Assert.True(inputs.Reference);
        Assert.True(inputs.Tokens);
        Assert.Equal(TokenReduction.PerPart, inputs.Reduction);
    }

    [Fact]
    public void TwoDposAreTheFixedWeightVisionLoss()
    {
        var scores = SampleScores.For(new PlusVisionLoss().Inputs, batch: 5, seed: 21);
        var image = scores.Views.ToDictionary();
        image["rejected"] = image["rejected_image"];
        var both = WeightedSum.Of((1, new DpoLoss(0.2)), (0.7, new DpoLoss(0.2)));
        var language = LossEvaluation.Of(new DpoLoss(0.2), scores);
        var vision = LossEvaluation.Of(new DpoLoss(0.2), new PreferenceScores(image));
        var fixedWeight = LossEvaluation.Of(new PlusVisionLoss(0.2, 0.7), scores);
        for (var i = 0; i < 5; i++)
            Assert.Equal(language.Loss[i]!.Value + 0.7 * vision.Loss[i]!.Value, fixedWeight.Loss[i]!.Value, 1e-13);
        Assert.Equal(1.7 * language.Mean, LossEvaluation.Of(both, scores).Mean, 1e-13);
    }

    [Fact]
    public void ItPrintsItsPartsWithTheirWeights() => Assert.Equal(
        "weighted-sum(parts=[1 ipo(beta=0.1, reduction=sum), 0.5 hinge(beta=2)])",
        WeightedSum.Of((1, new IpoLoss()), (0.5, new HingeLoss(2))).ToString());

    [Fact]
    public void AnEmptySumIsRejected() =>
        Assert.Contains("parts is empty", Assert.Throws<LossException>(() => WeightedSum.Of().Inputs).Message);
}
