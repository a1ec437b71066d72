using ResearchKit.Losses;
using ResearchKit.Losses.Contract;
using ResearchKit.Testing;
using static ResearchKit.Tests.Losses.Scores;

namespace ResearchKit.Tests.Losses;

public sealed class PlusVisionLossTests : PreferenceLossContract<PlusVisionLoss>
{
    protected override PlusVisionLoss Example => new(Beta: 0.3, VisionWeight: 0.6);

    protected override IEnumerable<LossCase> HandDerived =>
    [
        // language margin ln 3: ln(4/3); vision margin 0: ln 2
        new("ln(4/3) + 2 ln 2", new PlusVisionLoss(1, 2),
            LogRatios((View.Chosen, Ln3), (View.Rejected, 0), (View.RejectedImage, Ln3)), Math.Log(4.0 / 3) + 2 * Ln2)
        {
            Rewards = { ["chosen"] = [Ln3], ["rejected"] = [0], ["rejected_image"] = [Ln3] },
        },
    ];

    protected override double AtReference(PlusVisionLoss loss, double logp,
        double tokens) => (1 + loss.VisionWeight) * Ln2;
}
