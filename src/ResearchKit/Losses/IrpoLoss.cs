using ResearchKit.Losses.Contract;
using static ResearchKit.Losses.Formula;
using static TorchSharp.torch;

namespace ResearchKit.Losses;

/// <summary>
/// In-context Ranking Preference Optimization: for K answers at positions 1 to K with graded relevance,
/// <c>L = -(1/K) sum_i w_i log s(-log mean_{j != i} exp(b [lr_j - lr_i]))</c> with
/// <c>w_i = (2^rel_i - 1)/log2(1 + i)</c>, the gain and discount of NDCG; lr = log pi - log ref summed over tokens.
/// The relevance belongs to each answer (answer column <c>relevance</c>, at least 0). Reward: <c>b lr</c>. Policy equal
/// to reference gives <c>ln 2</c> times the mean weight.
/// </summary>
/// <param name="Beta">b, strength of the KL constraint, above 0; 1 in the released code.</param>
/// <param name="Ranks">K, number of answers: views <c>rank_1</c> to <c>rank_K</c>.</param>
/// <remarks>
/// "In-context Ranking Preference Optimization"; the mean over the other answers as in its released code.
/// </remarks>
[Method("irpo", Title = "IRPO", Paper = "In-context Ranking Preference Optimization",
    Where = "objective of the released code", ArXiv = "2504.15477",
    Equation = "-(1/K) sum_i w_i log s(-log mean_{j!=i} exp(b [lr_j - lr_i])),  w_i = (2^rel_i - 1)/log2(1 + i)")]
public sealed record IrpoLoss(
    [HyperParameter("beta", "(0, inf)")] double Beta = 1.0,
    [HyperParameter("K", "[2, 64]")] int Ranks = 3) : PreferenceLoss
{
    /// <inheritdoc/>
    public override LossInputs Inputs => new([.. Ranking], TokenReduction.Sum, Reference: true)
    {
        AnswerColumns = ["relevance"],
        Ranges = new Dictionary<string, Interval> { ["relevance"] = Interval.Parse("[0, inf)") },
    };

    private IEnumerable<View> Ranking => Enumerable.Range(1, Ranks).Select(View.Rank);

    /// <inheritdoc/>
    protected override LossTerms Terms(LossScores scores)
    {
        var views = Ranking.ToArray();
        var rewards = views.Select(v => Beta * scores[v].LogRatio).ToArray();
        var logOthers = Math.Log(Ranks - 1);
        var terms = views.Select((_, i) =>
        {
            var gain = (scores[views[i]].Column("relevance") * Math.Log(2)).exp() - 1;
            var others = rewards.Where((_, j) => j != i).Select(r => r - logOthers).ToArray();
            return gain / Math.Log2(2 + i) * NegLogFirst(rewards[i], others);
        });
        return new LossTerms(terms.Aggregate((sum, next) => sum + next) / Ranks, [.. views.Zip(rewards)]);
    }
}
