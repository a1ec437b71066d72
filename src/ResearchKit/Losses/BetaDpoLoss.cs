using ResearchKit.Losses.Contract;
using TorchSharp;
using static ResearchKit.Losses.Formula;
using static TorchSharp.torch;

namespace ResearchKit.Losses;

/// <summary>
/// DPO with a dynamic beta: <c>L = -log s(b h)</c>, <c>h = lr(y_w) - lr(y_l)</c>, lr = log pi - log ref summed over
/// tokens, and for each batch <c>b = b_0 (1 + a [M - M_0])</c>, M the batch's mean of <c>b_0 h</c> and M_0 its mean
/// over the training so far (running mean <c>margin_mean</c>): batches with large margins, whose pairs are easy, are
/// held closer to the reference. b carries no gradient. Reward: <c>b lr</c>. Policy equal to reference gives ln 2.
/// </summary>
/// <param name="Beta">b_0, above 0.</param>
/// <param name="Alpha">a, how far b follows the margin, at least 0; 0 is DPO.</param>
/// <param name="Momentum">What remains of M_0 at each batch, in [0, 1).</param>
/// <remarks>
/// Wu et al. 2024, "beta-DPO: Direct Preference Optimization with Dynamic beta". b is kept at 1e-3 or above. The paper
/// also draws the pairs of a batch by their margins; that is a matter of the data.
/// </remarks>
[Method("beta-dpo", Title = "beta-DPO", ArXiv = "2407.08639", Where = "batch-level beta",
    Paper = "beta-DPO: Direct Preference Optimization with Dynamic beta",
    Equation = "-log s(b h),  b = b_0 (1 + a [mean b_0 h - running mean])")]
public sealed record BetaDpoLoss(
    [HyperParameter("beta_0", "(0, inf)")] double Beta = 0.1,
    [HyperParameter("alpha", "[0, inf)")] double Alpha = 0.6,
    [HyperParameter("m", "[0, 1)")] double Momentum = 0.9) : PreferenceLoss
{
    private const double SmallestBeta = 1e-3;
    private const string Mean = "margin_mean";

    /// <inheritdoc/>
    public override LossInputs Inputs => new([View.Chosen, View.Rejected], TokenReduction.Sum, Reference: true)
    {
        RunningMeans = [new(Mean, Margin, Momentum)],
        CouplesBatch = true,
    };

    /// <inheritdoc/>
    protected override LossTerms Terms(LossScores scores)
    {
        var margin = Margin(scores).detach().mean();
        var beta = (Beta * (1 + Alpha * (margin - scores.Column(Mean)))).clamp_min(SmallestBeta);
        var chosen = beta * scores[View.Chosen].LogRatio;
        var rejected = beta * scores[View.Rejected].LogRatio;
        return new LossTerms(
            NegLogSigmoid(chosen - rejected), [(View.Chosen, chosen), (View.Rejected, rejected)], ("beta", beta));
    }

    private Tensor Margin(LossScores scores) =>
        Beta * (scores[View.Chosen].LogRatio - scores[View.Rejected].LogRatio);
}
