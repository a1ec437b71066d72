using ResearchKit.Losses.Contract;
using static ResearchKit.Losses.Formula;

namespace ResearchKit.Losses;

/// <summary>
/// Robust DPO: <c>L = [-(1 - e) log s(b h) + e log s(-b h)] / (1 - 2 e)</c> with <c>h = lr(y_w) - lr(y_l)</c>,
/// lr = log pi - log ref. Where a share e of the labels is flipped at random, its expectation over the flips is the
/// DPO loss of the clean labels: the estimate is unbiased, while conservative DPO's is not. It can be negative.
/// Reward: <c>b lr</c>. Policy equal to reference gives ln 2.
/// </summary>
/// <param name="Beta">b, strength of the KL constraint, above 0.</param>
/// <param name="FlipRate">e, share of flipped labels, in [0, 0.5); TRL's label_smoothing.</param>
/// <remarks>
/// Chowdhury et al. 2024, "Provably Robust DPO: Aligning Language Models with Noisy Feedback", Sec. 3.1.
/// </remarks>
[Method("rdpo", Title = "rDPO", Paper = "Provably Robust DPO: Aligning Language Models with Noisy Feedback",
    Where = "Sec. 3.1, unbiased estimate of the clean loss", ArXiv = "2403.00409", Aliases = ["robust"],
    Equation = "[-(1-e) log s(b h) + e log s(-b h)] / (1 - 2e),  h = lr(w) - lr(l)",
    Equivalent = "TRL: loss_type=\"robust\", label_smoothing=e (its default 0 is DPO)")]
public sealed record RobustDpoLoss(
    [HyperParameter("beta", "(0, inf)")] double Beta = 0.1,
    [HyperParameter("epsilon", "[0, 0.5)", Aliases = ["label_smoothing"])] double FlipRate = 0.1) : PreferenceLoss
{
    /// <inheritdoc/>
    public override LossInputs Inputs => new([View.Chosen, View.Rejected], TokenReduction.Sum, Reference: true);

    /// <inheritdoc/>
    protected override LossTerms Terms(LossScores scores)
    {
        var chosen = Beta * scores[View.Chosen].LogRatio;
        var rejected = Beta * scores[View.Rejected].LogRatio;
        var margin = chosen - rejected;
        var loss = ((1 - FlipRate) * NegLogSigmoid(margin) - FlipRate * NegLogSigmoid(-margin)) / (1 - 2 * FlipRate);
        return new LossTerms(loss, [(View.Chosen, chosen), (View.Rejected, rejected)]);
    }
}
