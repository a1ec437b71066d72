using ResearchKit.Losses.Contract;
using static ResearchKit.Losses.Formula;

namespace ResearchKit.Losses;

/// <summary>
/// DPO on mean token log-ratios: <c>L = -(1-e) log s(b h) - e log s(-b h)</c> with
/// <c>h = lr(y_w)/|y_w| - lr(y_l)/|y_l|</c>, lr = log pi - log ref: the length normalization of SimPO with the
/// reference of DPO. Reward: <c>b lr/|y|</c>. Policy equal to reference gives ln 2.
/// </summary>
/// <param name="Beta">b, scale of the reward, above 0; 5 in the paper, since a mean is smaller than a sum.</param>
/// <param name="LabelSmoothing">e, assumed share of flipped labels, in [0, 0.5).</param>
/// <remarks>
/// Lambert et al. 2024, "Tulu 3: Pushing Frontiers in Open Language Model Post-Training", length-normalized DPO.
/// </remarks>
[Method("sigmoid-norm", Title = "Length-normalized DPO", ArXiv = "2411.15124",
    Where = "Sec. 5.1, length-normalized DPO",
    Paper = "Tulu 3: Pushing Frontiers in Open Language Model Post-Training", Aliases = ["dpo-norm", "ln-dpo"],
    Equation = "-log s(b h),  h = lr(w)/|w| - lr(l)/|l|", Equivalent = "TRL: loss_type=\"sigmoid_norm\"")]
public sealed record LengthNormalizedDpoLoss(
    [HyperParameter("beta", "(0, inf)")] double Beta = 5.0,
    [HyperParameter("epsilon", "[0, 0.5)")] double LabelSmoothing = 0.0) : PreferenceLoss
{
    /// <inheritdoc/>
    public override LossInputs Inputs => new([View.Chosen, View.Rejected], TokenReduction.Mean, Reference: true);

    /// <inheritdoc/>
    protected override LossTerms Terms(LossScores scores)
    {
        var chosen = Beta * scores[View.Chosen].LogRatio;
        var rejected = Beta * scores[View.Rejected].LogRatio;
        var margin = chosen - rejected;
        var loss = (1 - LabelSmoothing) * NegLogSigmoid(margin) + LabelSmoothing * NegLogSigmoid(-margin);
        return new LossTerms(loss, [(View.Chosen, chosen), (View.Rejected, rejected)]);
    }
}
