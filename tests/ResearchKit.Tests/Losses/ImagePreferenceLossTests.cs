using ResearchKit.Losses;
using ResearchKit.Losses.Contract;
using ResearchKit.Testing;
using static ResearchKit.Tests.Losses.Scores;

namespace ResearchKit.Tests.Losses;

public sealed class ImagePreferenceLossTests : PreferenceLossContract<ImagePreferenceLoss>
{
    protected override ImagePreferenceLoss Example => new(Beta: 0.3, StopGradient: false);

    protected override IEnumerable<LossCase> HandDerived =>
    [
        new("ln(4/3)", new ImagePreferenceLoss(1), LogRatios((View.Chosen, Ln3), (View.RejectedImage, 0)),
            Math.Log(4.0 / 3))
        {
            Rewards = { ["chosen"] = [Ln3], ["rejected_image"] = [0] },
        },
    ];

    protected override double AtReference(ImagePreferenceLoss loss, double logp, double tokens) => Ln2;

    [Fact]
    public void AStoppedGradientIsZeroOnTheOtherImageAndTheSameOnTheOriginal()
    {
        var scores = LogRatios((View.Chosen, Ln3), (View.RejectedImage, 0));
        var stopped = LossEvaluation.Of(new ImagePreferenceLoss(1), scores).Gradient;
        var full = LossEvaluation.Of(new ImagePreferenceLoss(1, StopGradient: false), scores).Gradient;
        Assert.Equal(0.0, stopped["rejected_image"][0]);
        Assert.Equal(0.25, full["rejected_image"][0]!.Value, 1e-15);
        Assert.Equal(-0.25, stopped["chosen"][0]!.Value, 1e-15);
        Assert.Equal(-0.25, full["chosen"][0]!.Value, 1e-15);
    }
}
