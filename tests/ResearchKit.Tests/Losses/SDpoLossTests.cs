using ResearchKit.Losses;
using ResearchKit.Losses.Contract;
using ResearchKit.Testing;
using static ResearchKit.Tests.Losses.Scores;

namespace ResearchKit.Tests.Losses;

public sealed class SDpoLossTests : PreferenceLossContract<SDpoLoss>
{
    protected override SDpoLoss Example => new(Beta: 0.3, Negatives: 3);

    protected override IEnumerable<LossCase> HandDerived =>
    [
        // three negatives at ln(1/3) below: 3 * 1/3 = 1, -ln s(-ln 1)
        new("-ln s(0)", new SDpoLoss(1, 3), LogRatios((View.Chosen, Ln3), (View.Rejected, 0),
            (View.RejectedNumber(2), 0), (View.RejectedNumber(3), 0)), Ln2),
    ];

    protected override double AtReference(SDpoLoss loss, double logp, double tokens) => Math.Log(1 + loss.Negatives);

    [Fact]
    public void WithOneNegativeItIsDpo()
    {
        var scores = SampleScores.For(new DpoLoss().Inputs, batch: 6, seed: 13);
        Equal(LossEvaluation.Of(new DpoLoss(0.4), scores).Loss, LossEvaluation.Of(new SDpoLoss(0.4, 1), scores).Loss);
    }

    [Fact]
    public void WithTheLanguageAndTheVisionRejectedSampleItIsAdaVip()
    {
        var scores = SampleScores.For(new AdaVipLoss().Inputs, batch: 6, seed: 14);
        var views = scores.Views.ToDictionary();
        views["rejected_2"] = views["rejected_image"];
        Equal(LossEvaluation.Of(new AdaVipLoss(0.4), scores).Loss,
            LossEvaluation.Of(new SDpoLoss(0.4, 2), new PreferenceScores(views)).Loss);
    }

    private static void Equal(IReadOnlyList<double?> expected, IReadOnlyList<double?> actual)
    {
        Assert.Equal(expected.Count, actual.Count);
        for (var i = 0; i < expected.Count; i++)
            Assert.Equal(expected[i]!.Value, actual[i]!.Value, 1e-14);
    }
}
