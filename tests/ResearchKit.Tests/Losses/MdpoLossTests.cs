using ResearchKit.Losses;
using ResearchKit.Losses.Contract;
using ResearchKit.Testing;
using static ResearchKit.Tests.Losses.Scores;

namespace ResearchKit.Tests.Losses;

public sealed class MdpoLossTests : PreferenceLossContract<MdpoLoss>
{
    protected override MdpoLoss Example => new(Beta: 0.3, Anchor: 0.2);

    protected override IEnumerable<LossCase> HandDerived =>
    [
        // margins ln 3 and 0, reward ln 3 against an anchor at 0
        new("ln(4/3) + ln 2 + ln(4/3)", new MdpoLoss(1),
            LogRatios((View.Chosen, Ln3), (View.Rejected, 0), (View.RejectedImage, Ln3)), 2 * Math.Log(4.0 / 3) + Ln2),
    ];

    protected override double AtReference(MdpoLoss loss, double logp, double tokens) =>
        2 * Ln2 + Math.Log(1 + Math.Exp(loss.Anchor));
}
