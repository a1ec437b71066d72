using ResearchKit.Losses;
using ResearchKit.Losses.Contract;
using ResearchKit.Testing;
using static ResearchKit.Tests.Losses.Scores;

namespace ResearchKit.Tests.Losses;

public sealed class VDpoLossTests : PreferenceLossContract<VDpoLoss>
{
    protected override VDpoLoss Example => new(Beta: 0.3, Guidance: 1.4, ImageWeight: 0.7);

    protected override IEnumerable<LossCase> HandDerived =>
    [
        // Policy sums -5 + (ln 3, 0; 0, ln 3 on the other image), reference -5 everywhere, b = 1, g = 2, w = 1:
        // lr^(w) = ln 3 + (ln 3 - 0), lr^(l) = 0 + (0 - ln 3), so the language margin is 3 ln 3; the image's is ln 3.
        new("ln(28/27) + ln(4/3)", new VDpoLoss(1, 2), LogRatios((View.Chosen, Ln3), (View.Rejected, 0),
            (View.RejectedImage, 0), (View.RejectedOnRejectedImage, Ln3)), Math.Log(28.0 / 27) + Math.Log(4.0 / 3))
        {
            Rewards = { ["chosen"] = [2 * Ln3], ["rejected"] = [-Ln3], ["rejected_image"] = [0] },
        },
    ];

    // Every view has the same log-probability here, so the image adds nothing to either answer.
    protected override double AtReference(VDpoLoss loss, double logp, double tokens) => Ln2 * (1 + loss.ImageWeight);

    protected override string? MarginIsNotAntisymmetric => "each answer is guided by a view of its own";

    protected override string? PartIsDetached => "nothing is differentiated through the other image";

    [Fact]
    public void WithoutGuidanceItIsDpoAndTheImageTermOfItsCatalogue()
    {
        var scores = LogRatios((View.Chosen, 0.7), (View.Rejected, -0.2), (View.RejectedImage, 0.4),
            (View.RejectedOnRejectedImage, 1.1));
        var both = WeightedSum.Of((1, new DpoLoss(0.3)), (0.6, new ImagePreferenceLoss(0.3)));
        Assert.Equal(LossEvaluation.Of(both, scores).Loss[0]!.Value,
            LossEvaluation.Of(new VDpoLoss(0.3, 1, 0.6), scores).Loss[0]!.Value, 1e-12);
    }
}
