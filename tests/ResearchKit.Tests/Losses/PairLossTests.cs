using ResearchKit.Losses;
using ResearchKit.Losses.Contract;
using ResearchKit.Testing;
using static ResearchKit.Tests.Losses.Scores;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Losses;

// Losses on pairs that TRL and its relatives have, with a reference model: each by hand, against PyTorch and by the
// common contract.

public sealed class ExoPairLossTests : PreferenceLossContract<ExoPairLoss>
{
    protected override ExoPairLoss Example => new(Beta: 0.3, LabelSmoothing: 0.05);

    protected override IEnumerable<LossCase> HandDerived =>
    [
        // s(ln 3) = 3/4,
        new("h = ln 3, e = 1/4: the optimum, 0", new ExoPairLoss(1, 0.25), Pair(Ln3, 0), 0),
        new("h = -ln 3, e = 1/4: 1/4 ln(1/3) + 3/4 ln 3 = ln(3)/2", new ExoPairLoss(1, 0.25), Pair(-Ln3, 0), Ln3 / 2),
    ];

    protected override double AtReference(ExoPairLoss loss, double logp,
        double tokens) => -Ln2 - Math.Log(loss.LabelSmoothing * (1 - loss.LabelSmoothing)) / 2;
}

public sealed class NcaPairLossTests : PreferenceLossContract<NcaPairLoss>
{
    protected override NcaPairLoss Example => new(Beta: 0.3);

    protected override IEnumerable<LossCase> HandDerived =>
    [
        new("rewards ln 3 and 0: ln(4/3) + (ln 4 + ln 2)/2", new NcaPairLoss(1), Pair(Ln3, 0),
            Math.Log(4.0 / 3) + Math.Log(8) / 2),
    ];

    protected override double AtReference(NcaPairLoss loss, double logp, double tokens) => 2 * Ln2;
}

public sealed class BcoPairLossTests : PreferenceLossContract<BcoPairLoss>
{
    protected override BcoPairLoss Example => new(Beta: 0.3);

    protected override IEnumerable<LossCase> HandDerived =>
    [
        new("without shift: ln(4/3) + ln 2", new BcoPairLoss(1, RewardShift: false), Pair(Ln3, 0),
            Math.Log(4.0 / 3) + Ln2),
        // the mean of the rewards 2 ln 3 and 0 is ln 3,
        new("d = ln 3: 2 ln(4/3)", new BcoPairLoss(1), Pair(2 * Ln3, 0), 2 * Math.Log(4.0 / 3)),
    ];

    protected override double AtReference(BcoPairLoss loss, double logp, double tokens) => 2 * Ln2;

    protected override string PartIsDetached => "The shift is the mean of the rewards and carries no gradient.";
}

public sealed class AotLossTests : PreferenceLossContract<AotLoss>
{
    protected override AotLoss Example => new(Beta: 0.3, LabelSmoothing: 0.1);

    protected override IEnumerable<LossCase> HandDerived =>
    [
        new("one pair is DPO", new AotLoss(1), Pair(Ln3, 0), Math.Log(4.0 / 3)),
        // gaps of the policy 3 and 0, of the reference 2 ln 3 and -2: 3 meets 2 ln 3, 0 meets -2,
        new("sorted gaps meet", new AotLoss(1), Gaps([3, 0], [-2, 2 * Ln3]), Softplus(2 * Ln3 - 3), Softplus(-2)),
    ];

    protected override double AtReference(AotLoss loss, double logp, double tokens) => Ln2;

    private static PreferenceScores Gaps(double[] policy, double[] reference) => new(new()
    {
        ["chosen"] = ViewScores.Of([.. policy.Select(g => g - 9)], [.. reference.Select(g => g - 9)]),
        ["rejected"] = ViewScores.Of([-9, -9], [-9, -9]),
    });
}

public sealed class AotUnpairedLossTests : PreferenceLossContract<AotUnpairedLoss>
{
    protected override AotUnpairedLoss Example => new(Beta: 0.3, LabelSmoothing: 0.1);

    protected override IEnumerable<LossCase> HandDerived =>
    [
        new("one pair is DPO", new AotUnpairedLoss(1), Pair(Ln3, 0), Math.Log(4.0 / 3)),
        new("the larger meets the larger", new AotUnpairedLoss(1), new PreferenceScores(new()
        {
            ["chosen"] = ViewScores.Of([-3, -9], [-5, -9]),
            ["rejected"] = ViewScores.Of([-9, -8], [-8, -9]),
        }), Softplus(-1), Softplus(-1)),
    ];

    protected override double AtReference(AotUnpairedLoss loss, double logp, double tokens) => Ln2;
}

public sealed class ApoDownLossTests : PreferenceLossContract<ApoDownLoss>
{
    protected override ApoDownLoss Example => new(Beta: 0.3);

    protected override IEnumerable<LossCase> HandDerived =>
    [
        new("s(ln 3) + s(-ln 3) = 1", new ApoDownLoss(1), Pair(Ln3, 0), 1),
        new("h = 2 ln 3: 3/4 + 1/10", new ApoDownLoss(1), Pair(Ln3, -Ln3), 0.85),
    ];

    protected override double AtReference(ApoDownLoss loss, double logp, double tokens) => 1;
}

public sealed class DiscoPopLossTests : PreferenceLossContract<DiscoPopLoss>
{
    protected override DiscoPopLoss Example => new(Beta: 0.3, Tau: 0.4);

    protected override IEnumerable<LossCase> HandDerived =>
    [
        new("tau = 1, x = ln 3: (1/4) ln(4/3) + (3/4)/3", new DiscoPopLoss(1, 1), Pair(Ln3, 0),
            Math.Log(4.0 / 3) / 4 + 0.25),
    ];

    protected override double AtReference(DiscoPopLoss loss, double logp, double tokens) => (Ln2 + 1) / 2;
}

public sealed class LengthNormalizedDpoLossTests : PreferenceLossContract<LengthNormalizedDpoLoss>
{
    protected override LengthNormalizedDpoLoss Example => new(Beta: 2, LabelSmoothing: 0.1);

    protected override IEnumerable<LossCase> HandDerived =>
    [
        new("2 ln 3 over 2 tokens", new LengthNormalizedDpoLoss(1), new PreferenceScores(new()
        {
            ["chosen"] = ViewScores.Of([-1], [-1 - 2 * Ln3], [2]),
            ["rejected"] = ViewScores.Of([-7], [-7], [5]),
        }), Math.Log(4.0 / 3)),
    ];

    protected override double AtReference(LengthNormalizedDpoLoss loss, double logp, double tokens) => Ln2;
}

public sealed class FDpoLossTests : PreferenceLossContract<FDpoLoss>
{
    protected override FDpoLoss Example => new(Beta: 0.3, FDivergence.Alpha, Alpha: -0.5);

    protected override IEnumerable<LossCase> HandDerived =>
    [
        new("reverse KL is DPO", new FDpoLoss(1, FDivergence.ReverseKl), Pair(Ln3, 0), Math.Log(4.0 / 3)),
        // u = 3 and 1: -1/3 + 1 = 2/3,
        new("forward KL", new FDpoLoss(1, FDivergence.ForwardKl), Pair(Ln3, 0), Softplus(-2.0 / 3)),
        // log(3/4) - log(1/2) = log(3/2): s = 3/5,
        new("Jensen-Shannon", new FDpoLoss(1, FDivergence.Js), Pair(Ln3, 0), Math.Log(5.0 / 3)),
        new("alpha = 0 is forward KL", new FDpoLoss(1, FDivergence.Alpha, 0), Pair(Ln3, 0), Softplus(-2.0 / 3)),
        new("alpha = 2 is u", new FDpoLoss(1, FDivergence.Alpha, 2), Pair(Ln3, 0), Softplus(-2)),
        new("chi-squared plus KL", new FDpoLoss(1, FDivergence.Chi2Kl), Pair(Ln3, 0), Softplus(-2 - Ln3)),
    ];

    protected override double AtReference(FDpoLoss loss, double logp, double tokens) => Ln2;
}

public sealed class BetaDpoLossTests : PreferenceLossContract<BetaDpoLoss>
{
    protected override BetaDpoLoss Example => new(Beta: 0.3, Alpha: 0.8);

    protected override IEnumerable<LossCase> HandDerived =>
    [
        new("the first batch has b_0: DPO", new BetaDpoLoss(1), Pair(Ln3, 0), Math.Log(4.0 / 3)),
        // M = 1, M_0 = 0: b = 1 + 1 = 2
        new("b = 2", new BetaDpoLoss(1, 1), Pair(1, 0).With([new("margin_mean", zeros(1, float64))]), Softplus(-2)),
    ];

    protected override double AtReference(BetaDpoLoss loss, double logp, double tokens) => Ln2;

    protected override string PartIsDetached => "Beta follows the batch's margin without a gradient.";

    protected override string MarginIsNotAntisymmetric => "Beta depends on the margin's sign.";

    protected override PreferenceScores Sample(int batch, int seed, int padding = 0) =>
        base.Sample(batch, seed, padding).With([new("margin_mean", full([batch], 0.1, float64))]);
}

public sealed class ConditionalDpoLossTests : PreferenceLossContract<ConditionalDpoLoss>
{
    protected override ConditionalDpoLoss Example => new(Beta: 0.3, Gamma: 0.02);

    protected override IEnumerable<LossCase> HandDerived =>
    [
        // both references have probability e^-5,
        new("h = 2 e^5 g + ln 3", new ConditionalDpoLoss(1, 0.01), Pair(0.02 * Math.Exp(5) + Ln3, 0),
            Math.Log(4.0 / 3)),
    ];

    protected override double AtReference(ConditionalDpoLoss loss, double logp,
        double tokens) => Softplus(2 * loss.Gamma * Math.Exp(-logp / tokens));
}
