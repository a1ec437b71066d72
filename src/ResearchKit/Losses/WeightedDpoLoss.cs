using ResearchKit.Losses.Contract;
using static ResearchKit.Losses.Formula;

namespace ResearchKit.Losses;

/// <summary>
/// DPO with a weight per pair: <c>L = -w log s(b [lr(y_w) - lr(y_l)])</c>, lr = log pi - log ref summed over tokens,
/// w from the data (column <c>weight</c>, at least 0): in MMedPO the normalized clinical relevance of the rejected
/// sample. Reward: <c>b lr</c>. Policy equal to reference gives w ln 2.
/// </summary>
/// <param name="Beta">b, strength of the KL constraint, above 0.</param>
/// <remarks>
/// Zhu et al. 2024, "MMedPO: Aligning Medical Vision-Language Models with Clinical-Aware Multimodal Preference
/// Optimization".
/// </remarks>
[Method("weighted-dpo", Title = "Weighted DPO", ArXiv = "2412.06141", Where = "weighted objective",
    Aliases = ["mmedpo"],
    Paper = "MMedPO: Aligning Medical Vision-Language Models with Clinical-Aware Multimodal Preference Optimization",
    Equation = "-w log s(b h),  h = lr(w) - lr(l), w a column of the data")]
public sealed record WeightedDpoLoss([HyperParameter("beta", "(0, inf)")] double Beta = 0.1) : PreferenceLoss
{
    /// <inheritdoc/>
    public override LossInputs Inputs => new([View.Chosen, View.Rejected], TokenReduction.Sum, Reference: true)
    {
        Columns = ["weight"],
        Ranges = new Dictionary<string, Interval> { ["weight"] = Interval.Parse("[0, inf)") },
    };

    /// <inheritdoc/>
    protected override LossTerms Terms(LossScores scores)
    {
        var chosen = Beta * scores[View.Chosen].LogRatio;
        var rejected = Beta * scores[View.Rejected].LogRatio;
        return new LossTerms(
            scores.Column("weight") * NegLogSigmoid(chosen - rejected),
            [(View.Chosen, chosen), (View.Rejected, rejected)]);
    }
}
