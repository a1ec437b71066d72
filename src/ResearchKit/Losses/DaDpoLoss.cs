using ResearchKit.Losses.Contract;
using static ResearchKit.Losses.Formula;

namespace ResearchKit.Losses;

/// <summary>
/// Difficulty-aware DPO: <c>L = -log s(b k h)</c>, <c>h = lr(y_w) - lr(y_l)</c>, lr = log pi - log ref summed over
/// tokens, <c>k = a (1 + |d|)</c> with d the difference of the difficulty scores that frozen vision-language models
/// give the two answers (column <c>score_gap</c>). A pair that those models already tell apart has a larger k, so its
/// loss saturates sooner and training turns to the difficult ones. Reward: <c>b k lr</c>. Policy equal to reference
/// gives ln 2.
/// </summary>
/// <param name="Beta">b, strength of the KL constraint, above 0.</param>
/// <param name="Alpha">a, scale of k, above 0.</param>
/// <remarks>
/// "DA-DPO: Cost-efficient Difficulty-aware Preference Optimization for Reducing MLLM Hallucinations"; k as in its
/// released code.
/// </remarks>
[Method("da-dpo", Title = "DA-DPO", Where = "k of the released code", ArXiv = "2601.00623",
    Paper = "DA-DPO: Cost-efficient Difficulty-aware Preference Optimization for Reducing MLLM Hallucinations",
    Equation = "-log s(b k h),  k = a (1 + |d|)")]
public sealed record DaDpoLoss(
    [HyperParameter("beta", "(0, inf)")] double Beta = 0.1,
    [HyperParameter("alpha", "(0, inf)")] double Alpha = 1.0) : PreferenceLoss
{
    /// <inheritdoc/>
    public override LossInputs Inputs => new([View.Chosen, View.Rejected], TokenReduction.Sum, Reference: true)
    {
        Columns = ["score_gap"],
    };

    /// <inheritdoc/>
    protected override LossTerms Terms(LossScores scores)
    {
        var strength = Beta * Alpha * (1 + scores.Column("score_gap").abs());
        var chosen = strength * scores[View.Chosen].LogRatio;
        var rejected = strength * scores[View.Rejected].LogRatio;
        return new LossTerms(
            NegLogSigmoid(chosen - rejected),
            [(View.Chosen, chosen), (View.Rejected, rejected)],
            ("beta", strength));
    }
}
