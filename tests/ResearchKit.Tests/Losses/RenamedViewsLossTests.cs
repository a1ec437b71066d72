using ResearchKit.Losses;
using ResearchKit.Losses.Contract;
using ResearchKit.Testing;
using static ResearchKit.Tests.Losses.Scores;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Losses;

public sealed class RenamedViewsLossTests : PreferenceLossContract<RenamedViewsLoss>
{
    protected override RenamedViewsLoss Example => new DpoLoss(0.3).On(("rejected", "rejected_image"));

    protected override IEnumerable<LossCase> HandDerived =>
    [
        new("DPO against the rejected image", new DpoLoss(1).On(("rejected", "rejected_image")),
            LogRatios((View.Chosen, Ln3), (View.RejectedImage, 0)), Math.Log(4.0 / 3)),
    ];

    protected override double AtReference(RenamedViewsLoss loss, double logp, double tokens) => Ln2;

    [Fact]
    public void WithWeightedSumItMakesMdpo()
    {
        var scores = SampleScores.For(new MdpoLoss().Inputs, batch: 5, seed: 12);
        var parts = WeightedSum.Of(
            (1, new DpoLoss(0.2)), (1, new DpoLoss(0.2).On(("rejected", "rejected_image"))), (1,
                new AnchorLoss(Beta: 0.2, Anchor: 0.1)));
        var (sum, whole) = (LossEvaluation.Of(parts, scores), LossEvaluation.Of(new MdpoLoss(0.2, 0.1), scores));
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(whole.Loss[i]!.Value, sum.Loss[i]!.Value, 1e-13);
            foreach (var view in whole.Gradient.Keys)
                Assert.Equal(whole.Gradient[view][i]!.Value, sum.Gradient[view][i]!.Value, 1e-13);
        }
    }

    [Fact]
    public void WithWeightedSumItMakesReAlign()
    {
        // DPO, and DPO of the chosen answer on the image against itself on a retrieved one: +Vision with weight 1
        var scores = SampleScores.For(new PlusVisionLoss().Inputs, batch: 5, seed: 13);
        var parts = WeightedSum.Of((1, new DpoLoss(0.2)), (1, new DpoLoss(0.2).On(("rejected", "rejected_image"))));
        Assert.Equal(LossEvaluation.Of(new PlusVisionLoss(0.2), scores).Mean, LossEvaluation.Of(parts, scores).Mean,
            1e-13);
    }

    [Fact]
    public void TheOrderOnTheRejectedImageIsAnotherDpo() => Assert.Equal(
        ["chosen_on_rejected", "rejected_on_rejected_image"],
        new DpoLoss().On(("chosen", "chosen_on_rejected"), ("rejected",
            "rejected_on_rejected_image")).Inputs.Views.Select(v => v.Name));

    [Fact]
    public void RunningMeansOfTwoPartsDoNotMix()
    {
        var loss = WeightedSum.Of((1, new BcoPairLoss(1)), (1, new BcoPairLoss(1).On(("rejected", "rejected_image"))));
        Assert.Equal(["1-bco-pair/reward_mean", "2-on-views/reward_mean"],
            loss.Inputs.RunningMeans.Select(m => m.Name));
        var scores = LogRatios((View.Chosen, 2), (View.Rejected, 0), (View.RejectedImage, 4));
        var means = new RunningMeans(loss);
        means.Include(LogRatios((View.Chosen, 0), (View.Rejected, 0), (View.RejectedImage, 0)));
        var columns = means.Include(scores).Columns;
        // rewards of the batches: 0 and 1 for the first part, 0 and 3 for the second
        Assert.Equal(0.5, columns["1-bco-pair/reward_mean"].item<double>(), 1e-15);
        Assert.Equal(1.5, columns["2-on-views/reward_mean"].item<double>(), 1e-15);
    }

    [Fact]
    public void AViewThatTheLossDoesNotHaveIsNamed() => Assert.Equal(
        "on-views: dpo has no view 'rank_1'. It has chosen, rejected.",
        Assert.Throws<LossException>(() => new DpoLoss().On(("rank_1", "rank_2")).Inputs).Message);
}
