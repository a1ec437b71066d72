using ResearchKit.Losses;
using ResearchKit.Losses.Contract;
using ResearchKit.Testing;
using static ResearchKit.Tests.Losses.Scores;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Losses;

// Losses that read numbers per token: divergences, weights, ratios to the sampling policy.

public sealed class WpoLossTests : PreferenceLossContract<WpoLoss>
{
    protected override WpoLoss Example => new(Beta: 0.3);

    protected override IEnumerable<LossCase> HandDerived =>
    [
        // weights 1/2 and 1/3: log pi - collision = ln(1/2), ln(1/3),
        new("ln(4/3)/6", new WpoLoss(1), new PreferenceScores(new()
        {
            ["chosen"] = Tokens([-1], [-1 - Ln3], ("collision", [-1 + Ln2])),
            ["rejected"] = Tokens([-2], [-2], ("collision", [-2 + Ln3])),
        }), Math.Log(4.0 / 3) / 6),
    ];

    protected override double AtReference(WpoLoss loss, double logp,
        double tokens) => Ln2 * Math.Exp(2 * (logp / tokens - 0.5));

    protected override string PartIsDetached => "The weight of a pair carries no gradient.";
}

public sealed class TdpoLossTests : PreferenceLossContract<TdpoLoss>
{
    protected override TdpoLoss Example => new(Beta: 0.3, Alpha: 0.6);

    protected override IEnumerable<LossCase> HandDerived =>
    [
        new("h = 2 ln 3, D(l) - D(w) = 2 ln 3, a = 1/2", new TdpoLoss(1, 0.5), new PreferenceScores(new()
        {
            ["chosen"] = Tokens([-1, -1], [-1, -1 - 2 * Ln3], ("forward_kl", [1, 2])),
            ["rejected"] = Tokens([-2, -1], [-2, -1], ("forward_kl", [3, 2 * Ln3])),
        }), Math.Log(4.0 / 3)),
    ];

    protected override double AtReference(TdpoLoss loss, double logp, double tokens) => Ln2;
}

public sealed class HybridLossTests : PreferenceLossContract<HybridLoss>
{
    protected override HybridLoss Example => new(Beta: 0.3, Lambda: 0.4);

    protected override IEnumerable<LossCase> HandDerived =>
    [
        new("ln(4/3) + 3/2", new HybridLoss(1, 0.5), new PreferenceScores(new()
        {
            ["chosen"] = Tokens([-1, -1], [-1, -1 - Ln3], ("kl", [9, 9])),
            ["rejected"] = Tokens([-2, -1], [-2, -1], ("kl", [9, 9])),
            ["sample"] = Tokens([-2, -1], [-3, -1], ("kl", [1, 2])),
        }), Math.Log(4.0 / 3) + 1.5),
    ];

    protected override double AtReference(HybridLoss loss, double logp, double tokens) => Ln2;
}

public sealed class DiscoLossTests : PreferenceLossContract<DiscoLoss>
{
    protected override DiscoLoss Example => new(Positives: 2, Negatives: 2, Tau: 0.5, Penalty: 2, Radius: 0.05);

    protected override IEnumerable<LossCase> HandDerived =>
    [
        // s = -1 against -1 and -1 - ln 3: tau = 1, mean exp = e^-1 (1 + 1/3)/2,
        new("1 + ln(2/3) - 1", new DiscoLoss(1, 2, 1, 0), new PreferenceScores(new()
        {
            ["chosen"] = Tokens([-1], null, ("old", [-1])),
            ["rejected"] = Tokens([-1], null, ("old", [-1])),
            ["rejected_2"] = Tokens([-1 - Ln3], null, ("old", [-1])),
        }), Math.Log(2.0 / 3)),
    ];

    protected override double AtReference(DiscoLoss loss, double logp, double tokens) => 0;
}

public sealed class GrpoLossTests : PreferenceLossContract<GrpoLoss>
{
    protected override GrpoLoss Example => new(Epsilon: 0.3, Beta: 0.1);

    protected override IEnumerable<LossCase> HandDerived =>
    [
        // ratios 2 and 1/2 at e = 1/2: min(2 A, 3/2 A) and min(A/2, A/2),
        new("A = 1: -(3/2 + 1/2)/2", new GrpoLoss(0.5, 0), Sampled([-1, -2], [-1 - Ln2, -2 + Ln2], advantage: 1), -1),
        new("A = -1: (2 + 1/2)/2", new GrpoLoss(0.5, 0), Sampled([-1, -2], [-1 - Ln2, -2 + Ln2], advantage: -1), 1.25),
        // ref = pi/2: 1/2 + ln 2 - 1,
        new("k3 of one token", new GrpoLoss(0.5, 1), Sampled([-1], [-1], 0, reference: [-1 - Ln2]), Ln2 - 0.5),
    ];

    protected override double AtReference(GrpoLoss loss, double logp, double tokens) => -0.5;
}

public sealed class DapoLossTests : PreferenceLossContract<DapoLoss>
{
    protected override DapoLoss Example => new(EpsilonLow: 0.3, EpsilonHigh: 0.4);

    protected override IEnumerable<LossCase> HandDerived =>
    [
        new("clipped at 1 + 1/4", new DapoLoss(0.5, 0.25), Sampled([-1, -1], [-1 - Ln2, -1], 1), -2.25 / 2),
    ];

    protected override double AtReference(DapoLoss loss, double logp, double tokens) => -0.5;
}

public sealed class DrGrpoLossTests : PreferenceLossContract<DrGrpoLoss>
{
    protected override DrGrpoLoss Example => new(Epsilon: 0.3, MaxTokens: 16);

    protected override IEnumerable<LossCase> HandDerived =>
    [
        new("two tokens of eight", new DrGrpoLoss(0.5, 8), Sampled([-1, -1], [-1, -1], 2), -0.5),
    ];

    protected override double AtReference(DrGrpoLoss loss, double logp,
        double tokens) => -0.5 * tokens / loss.MaxTokens;
}

public sealed class GspoLossTests : PreferenceLossContract<GspoLoss>
{
    protected override GspoLoss Example => new(EpsilonLow: 0.05, EpsilonHigh: 0.04);

    protected override IEnumerable<LossCase> HandDerived =>
    [
        // ratios 4 and 1: (4 * 1)^(1/2) = 2,
        new("clipped at 3/2", new GspoLoss(0.5, 0.5), Sampled([-1, -1], [-1 - 2 * Ln2, -1], 1), -1.5),
        new("A = -1 is not", new GspoLoss(0.5, 0.5), Sampled([-1, -1], [-1 - 2 * Ln2, -1], -1), 2),
    ];

    protected override double AtReference(GspoLoss loss, double logp, double tokens) => -0.5;
}

public sealed class CispoLossTests : PreferenceLossContract<CispoLoss>
{
    protected override CispoLoss Example => new(MaxRatio: 1.05);

    protected override IEnumerable<LossCase> HandDerived =>
    [
        new("weight 3/2 on -1, 1 on -3", new CispoLoss(1.5), Sampled([-1, -3], [-1 - Ln2, -3], 1), (1.5 + 3) / 2),
    ];

    protected override double AtReference(CispoLoss loss, double logp, double tokens) => -0.5 * logp / tokens;

    protected override string PartIsDetached => "The clipped weight carries no gradient.";
}

public sealed class SapoLossTests : PreferenceLossContract<SapoLoss>
{
    protected override SapoLoss Example => new(TauPositive: 1.5, TauNegative: 2);

    protected override IEnumerable<LossCase> HandDerived =>
    [
        new("r = 1: -2/tau A", new SapoLoss(2, 4), Sampled([-1], [-1], 1), -1),
        new("r = 1, A = -1: 2/tau", new SapoLoss(2, 4), Sampled([-1], [-1], -1), 0.5),
    ];

    protected override double AtReference(SapoLoss loss, double logp, double tokens) => -1 / loss.TauPositive;
}

public sealed class PpoLossTests : PreferenceLossContract<PpoLoss>
{
    protected override PpoLoss Example => new(Epsilon: 0.3, EntropyBonus: 0.2);

    protected override IEnumerable<LossCase> HandDerived =>
    [
        new("-3/2 on the first token, 2 on the second", new PpoLoss(0.5), new PreferenceScores(new()
        {
            ["sample"] = Tokens([-1, -1], null, ("old", [-1 - Ln2, -1 - Ln2]), ("advantage", [1, -1])),
        }), 0.25),
    ];

    protected override double AtReference(PpoLoss loss, double logp, double tokens) => -0.5 - 0.5 * loss.EntropyBonus;
}

public sealed class ReinforceLossTests : PreferenceLossContract<ReinforceLoss>
{
    protected override ReinforceLoss Example => new();

    protected override IEnumerable<LossCase> HandDerived =>
    [
        new("2 * 3", new ReinforceLoss(), Sampled([-1, -2], [-1, -1], 2), 6),
    ];

    protected override double AtReference(ReinforceLoss loss, double logp, double tokens) => -0.5 * logp;
}

public sealed class AwrLossTests : PreferenceLossContract<AwrLoss>
{
    protected override AwrLoss Example => new(Beta: 0.5, MaxWeight: 3);

    protected override IEnumerable<LossCase> HandDerived =>
    [
        new("e^ln 3 * 2", new AwrLoss(1, 20), Sampled([-2], [-2], Ln3), 6),
        new("cut at 2", new AwrLoss(1, 2), Sampled([-2], [-2], Ln3), 4),
    ];

    protected override double AtReference(AwrLoss loss, double logp,
        double tokens) => -Math.Min(Math.Exp(0.5 / loss.Beta), loss.MaxWeight) * logp;
}
