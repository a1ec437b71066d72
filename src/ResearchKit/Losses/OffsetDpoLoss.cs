using ResearchKit.Losses.Contract;
using static ResearchKit.Losses.Formula;

namespace ResearchKit.Losses;

/// <summary>
/// DPO with an offset: <c>L = -log s(b h - d)</c>, <c>d = a log(max(r_w - r_l, 1e-6))</c> with the scores r of a judge
/// (answer column <c>score</c>), <c>h = lr(y_w) - lr(y_l)</c>, lr = log pi - log ref summed over tokens: a pair whose
/// answers differ much in quality needs a larger margin. Reward: <c>b lr</c>. Policy equal to reference and scores 1
/// apart give ln 2.
/// </summary>
/// <param name="Beta">b, strength of the KL constraint, above 0.</param>
/// <param name="Alpha">a, how far the margin follows the scores, at least 0; 0 is DPO.</param>
/// <remarks>
/// Amini et al. 2024, "Direct Preference Optimization with an Offset". The paper form of UV-CoT (arXiv 2504.18397) is
/// an offset DPO with another function of the scores; its released trainer uses no offset.
/// </remarks>
[Method("odpo", Title = "ODPO", ArXiv = "2402.10571", Where = "offset by log of the score difference",
    Paper = "Direct Preference Optimization with an Offset", Aliases = ["offset-dpo"],
    Equation = "-log s(b h - a log(r_w - r_l))")]
public sealed record OffsetDpoLoss(
    [HyperParameter("beta", "(0, inf)")] double Beta = 0.1,
    [HyperParameter("alpha", "[0, inf)")] double Alpha = 1.0) : PreferenceLoss
{
    private const double SmallestGap = 1e-6;

    /// <inheritdoc/>
    public override LossInputs Inputs => new([View.Chosen, View.Rejected], TokenReduction.Sum, Reference: true)
    {
        AnswerColumns = ["score"],
    };

    /// <inheritdoc/>
    protected override LossTerms Terms(LossScores scores)
    {
        var chosen = Beta * scores[View.Chosen].LogRatio;
        var rejected = Beta * scores[View.Rejected].LogRatio;
        var gap = scores[View.Chosen].Column("score") - scores[View.Rejected].Column("score");
        var offset = Alpha * gap.clamp_min(SmallestGap).log();
        return new LossTerms(
            NegLogSigmoid(chosen - rejected - offset), [(View.Chosen, chosen), (View.Rejected, rejected)], ("offset",
                offset));
    }
}
