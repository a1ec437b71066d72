using ResearchKit.Losses;
using ResearchKit.Testing;
using static ResearchKit.Tests.Losses.Scores;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Losses;

public sealed class MarginAdaptiveDpoLossTests : PreferenceLossContract<MarginAdaptiveDpoLoss>
{
    protected override MarginAdaptiveDpoLoss Example => new(Beta: 0.3, CMin: 0.3, CMax: 1.8, Lambda: 1.5, Tau: 0.7);

    protected override IEnumerable<LossCase> HandDerived =>
    [
        // |m| = tau: c = 1 and w = 1
        new("margin tau: DPO", new MarginAdaptiveDpoLoss(1, Tau: 2), WithMargin(2), Math.Log(4.0 / 3)),
        // m = 0: s(0)/s(0)
        new("margin 0: DPO", new MarginAdaptiveDpoLoss(1, Tau: 2), WithMargin(0), Math.Log(4.0 / 3)),
        new("margin below -tau: DPO", new MarginAdaptiveDpoLoss(1, Tau: 2), WithMargin(-3), Math.Log(4.0 / 3)),
        // lambda (|m| - tau) = 2 ln 3 - 0 and (c_max - 1)/(1 - c_min) = 2: c = 0.5 + 1.5/(1 + 2 * 9) = 11/19
        new("easy pair", new MarginAdaptiveDpoLoss(1, 0.5, 2, 2, 0), WithMargin(Ln3), Math.Log(4.0 / 3) * EasyWeight),
    ];

    private static double EasyWeight => 1 / (1 + Math.Exp(-11.0 / 19 * Ln3)) / 0.75;

    private static PreferenceScores WithMargin(double margin) => new(
        Pair(Ln3, 0).Views.ToDictionary(), new() { ["reward_margin"] = tensor(new[] { margin }) });

    protected override double AtReference(MarginAdaptiveDpoLoss loss, double logp, double tokens)
    {
        var c = 0.3 + 1.5 / (1 + 0.8 / 0.7 * Math.Exp(1.5 * (0.5 - 0.7)));
        return Ln2 * (1 + Math.Exp(-0.5)) / (1 + Math.Exp(-0.5 * c));
    }
}
