using ResearchKit.Losses.Contract;
using static ResearchKit.Losses.Formula;

namespace ResearchKit.Losses;

/// <summary>
/// Flex-DPO: <c>L = -log s(b_w lr(y_w) - b_l lr(y_l))</c>, lr = log pi - log ref: a strength for each side. A smaller
/// b_l slows the fall of the rejected answer, which otherwise takes the gradient over. Rewards: <c>b_w lr(y_w)</c> and
/// <c>b_l lr(y_l)</c>. Equal strengths are DPO. Policy equal to reference gives ln 2.
/// </summary>
/// <param name="BetaChosen">b_w, strength on the chosen side, above 0.</param>
/// <param name="BetaRejected">b_l, strength on the rejected side, above 0.</param>
/// <remarks>
/// Yan et al. 2024, "3D-Properties: Identifying Challenges in DPO and Charting a Path Forward", constant strengths.
/// </remarks>
[Method("flex-dpo", Title = "Flex-DPO", Where = "regularization by separate betas", ArXiv = "2406.07327",
    Paper = "3D-Properties: Identifying Challenges in DPO and Charting a Path Forward",
    Equation = "-log s(b_w lr(w) - b_l lr(l))")]
public sealed record FlexDpoLoss(
    [HyperParameter("beta+", "(0, inf)")] double BetaChosen = 0.1,
    [HyperParameter("beta-", "(0, inf)")] double BetaRejected = 0.02) : PreferenceLoss
{
    /// <inheritdoc/>
    public override LossInputs Inputs => new([View.Chosen, View.Rejected], TokenReduction.Sum, Reference: true);

    /// <inheritdoc/>
    protected override LossTerms Terms(LossScores scores)
    {
        var chosen = BetaChosen * scores[View.Chosen].LogRatio;
        var rejected = BetaRejected * scores[View.Rejected].LogRatio;
        return new LossTerms(
            NegLogSigmoid(chosen - rejected),
            [(View.Chosen, chosen), (View.Rejected, rejected)]);
    }
}
