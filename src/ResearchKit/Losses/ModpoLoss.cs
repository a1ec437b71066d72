using ResearchKit.Losses.Contract;
using static ResearchKit.Losses.Formula;

namespace ResearchKit.Losses;

/// <summary>
/// Multi-Objective DPO: <c>L = -log s((1/w) [b h - m])</c>, <c>h = lr(y_w) - lr(y_l)</c>, lr = log pi - log ref summed
/// over tokens. The pairs are labeled by the trained objective, whose weight is w; m is the weighted margin of all
/// other objectives, <c>sum_k w_k (r_k(y_w) - r_k(y_l))</c> with frozen reward models (column <c>other_margin</c>). The
/// optimum is the policy of the combined reward <c>w r_1 + sum_k w_k r_k</c>. Reward of a view: <c>b lr</c>, which is
/// the combined one. Policy equal to reference gives <c>log(1 + exp(m/w))</c>.
/// </summary>
/// <param name="Beta">b, strength of the KL constraint, above 0.</param>
/// <param name="Weight">w, weight of the objective that labels the pairs, in (0, 1].</param>
/// <remarks>
/// Zhou et al. 2024, "Beyond One-Preference-Fits-All Alignment: Multi-Objective Direct Preference Optimization".
/// w = 1 without other objectives is DPO.
/// </remarks>
[Method("modpo", Title = "MODPO", ArXiv = "2310.03708", Where = "MODPO objective",
    Paper = "Beyond One-Preference-Fits-All Alignment: Multi-Objective Direct Preference Optimization",
    Equation = "-log s((b h - m)/w),  m = sum_k w_k (r_k(w) - r_k(l))")]
public sealed record ModpoLoss(
    [HyperParameter("beta", "(0, inf)")] double Beta = 0.1,
    [HyperParameter("w_1", "(0, 1]")] double Weight = 0.5) : PreferenceLoss
{
    /// <inheritdoc/>
    public override LossInputs Inputs => new([View.Chosen, View.Rejected], TokenReduction.Sum, Reference: true)
    {
        Columns = ["other_margin"],
    };

    /// <inheritdoc/>
    protected override LossTerms Terms(LossScores scores)
    {
        var chosen = Beta * scores[View.Chosen].LogRatio;
        var rejected = Beta * scores[View.Rejected].LogRatio;
        return new LossTerms(
            NegLogSigmoid((chosen - rejected - scores.Column("other_margin")) / Weight),
            [(View.Chosen, chosen), (View.Rejected, rejected)]);
    }
}
