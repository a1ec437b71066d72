using ResearchKit.Losses.Contract;
using static ResearchKit.Losses.Formula;

namespace ResearchKit.Losses;

/// <summary>
/// Semantic DPO: <c>L = -exp(-a (1 - cos)) log s(b h)</c>, <c>h = lr(y_w) - lr(y_l)</c>, lr = log pi - log ref summed
/// over tokens, cos the cosine between frozen embeddings of the prompt and the chosen answer (column <c>cosine</c>).
/// Pairs whose chosen answer drifts from the prompt's meaning count less. Reward: <c>b lr</c>. Policy equal to
/// reference gives exp(-a (1 - cos)) ln 2.
/// </summary>
/// <param name="Beta">b, strength of the KL constraint, above 0.</param>
/// <param name="Alpha">a, how fast the weight falls with the distance, at least 0; 0 is DPO.</param>
/// <remarks>"Sem-DPO: Mitigating Semantic Inconsistency in Preference Optimization for Prompt Engineering".</remarks>
[Method("sem-dpo", Title = "Sem-DPO", Where = "weighted objective", ArXiv = "2507.20133",
    Paper = "Sem-DPO: Mitigating Semantic Inconsistency in Preference Optimization for Prompt Engineering",
    Equation = "-exp(-a (1 - cos)) log s(b h)")]
public sealed record SemDpoLoss(
    [HyperParameter("beta", "(0, inf)")] double Beta = 0.1,
    [HyperParameter("alpha", "[0, inf)")] double Alpha = 1.0) : PreferenceLoss
{
    /// <inheritdoc/>
    public override LossInputs Inputs => new([View.Chosen, View.Rejected], TokenReduction.Sum, Reference: true)
    {
        Columns = ["cosine"],
        Ranges = new Dictionary<string, Interval> { ["cosine"] = Interval.Parse("[-1, 1]") },
    };

    /// <inheritdoc/>
    protected override LossTerms Terms(LossScores scores)
    {
        var chosen = Beta * scores[View.Chosen].LogRatio;
        var rejected = Beta * scores[View.Rejected].LogRatio;
        var weight = (Alpha * (scores.Column("cosine") - 1)).exp();
        return new LossTerms(
            weight * NegLogSigmoid(chosen - rejected),
            [(View.Chosen, chosen), (View.Rejected, rejected)],
            ("weight", weight));
    }
}
