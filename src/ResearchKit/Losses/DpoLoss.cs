using ResearchKit.Losses.Contract;
using static ResearchKit.Losses.Formula;

namespace ResearchKit.Losses;

/// <summary>
/// Direct Preference Optimization:
/// <c>L = -(1 - e) log s(b h) - e log s(-b h)</c> with
/// <c>h = [log pi(y_w) - log ref(y_w)] - [log pi(y_l) - log ref(y_l)]</c>, log-probabilities summed over tokens,
/// s the logistic function. e = 0 is DPO; e &gt; 0 is conservative DPO, which assumes that a share e of the labels
/// is flipped. Reward: <c>b (log pi - log ref)</c>. Policy equal to reference gives ln 2.
/// </summary>
/// <param name="Beta">b, strength of the KL constraint, above 0.</param>
/// <param name="LabelSmoothing">e, assumed share of flipped labels, in [0, 0.5).</param>
/// <remarks>
/// Rafailov et al. 2023, "Direct Preference Optimization: Your Language Model is Secretly a Reward Model", Eq. 7;
/// label smoothing: Mitchell 2023, "A note on DPO with noisy preferences and relationship to IPO".
/// </remarks>
[Method("dpo", Title = "DPO", Paper = "Direct Preference Optimization: Your Language Model is Secretly a Reward Model",
    Where = "Eq. 7", ArXiv = "2305.18290", Aliases = ["cdpo", "conservative-dpo", "sigmoid"],
    Equation = "-(1-e) log s(b h) - e log s(-b h),  h = lr(w) - lr(l)",
    Equivalent = "TRL: loss_type=\"sigmoid\", label_smoothing=e")]
public sealed record DpoLoss(
    [HyperParameter("beta", "(0, inf)")] double Beta = 0.1,
    [HyperParameter("epsilon", "[0, 0.5)")] double LabelSmoothing = 0.0) : PreferenceLoss
{
    /// <inheritdoc/>
    public override LossInputs Inputs => new([View.Chosen, View.Rejected], TokenReduction.Sum, Reference: true);

    /// <inheritdoc/>
    protected override LossTerms Terms(LossScores scores)
    {
        var chosen = Beta * scores[View.Chosen].LogRatio;
        var rejected = Beta * scores[View.Rejected].LogRatio;
        var margin = chosen - rejected;
        var loss = LabelSmoothing == 0
            ? NegLogSigmoid(margin)
            : (1 - LabelSmoothing) * NegLogSigmoid(margin) + LabelSmoothing * NegLogSigmoid(-margin);
        return new LossTerms(loss, [(View.Chosen, chosen), (View.Rejected, rejected)]);
    }
}
