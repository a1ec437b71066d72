using ResearchKit.Losses;
using ResearchKit.Losses.Contract;
using ResearchKit.Testing;
using static ResearchKit.Tests.Losses.Scores;

namespace ResearchKit.Tests.Losses;

public sealed class VpoLossTests : PreferenceLossContract<VpoLoss>
{
    protected override VpoLoss Example => new(Beta: 0.3, Alpha: 0.4, Online: true);

    protected override IEnumerable<LossCase> HandDerived =>
    [
        new("pessimism: ln(4/3) - 0.5 * 2", new VpoLoss(1, 0.5, Online: false),
            LogRatios((View.Chosen, Ln3), (View.Rejected, 0), (VpoLoss.Calibration, 2)), Math.Log(4.0 / 3) - 1),
        new("optimism: ln(4/3) + 0.5 * 2", new VpoLoss(1, 0.5, Online: true),
            LogRatios((View.Chosen, Ln3), (View.Rejected, 0), (VpoLoss.Calibration, 2)), Math.Log(4.0 / 3) + 1),
    ];

    protected override double AtReference(VpoLoss loss, double logp, double tokens) => Ln2;
}
