using ResearchKit.Losses.Contract;
using static ResearchKit.Losses.Formula;
using static TorchSharp.torch;

namespace ResearchKit.Losses;

/// <summary>
/// Automated multi-level preference (AMP): all pairs of a ranking of K answers,
/// <c>L = sum_{i&lt;j} -log s(b [lr(y_i) - lr(y_j)]) - a sum_{j&gt;1} lr(y_1)</c>, lr = log pi - log ref summed over
/// tokens. The second term stands on every pair that contains the best answer and keeps its likelihood up.
/// Reward: <c>b lr</c>. Policy equal to reference gives <c>K (K - 1)/2 ln 2</c>.
/// </summary>
/// <param name="Beta">b, strength of the KL constraint, above 0.</param>
/// <param name="Ranks">K, number of ranked answers: views <c>rank_1</c> (best) to <c>rank_K</c>.</param>
/// <param name="Alpha">
/// a, weight of the term on the best answer, at least 0; 1 in the released code, 0 leaves all-pairs DPO.
/// </param>
/// <remarks>
/// Zhang et al. 2024, "Automated Multi-level Preference for MLLMs"; the term on the best answer as in its code.
/// </remarks>
[Method("amp", Title = "AMP", ArXiv = "2405.11165", Where = "multi-level DPO loss", Aliases = ["amp-meg",
    "multi-level-dpo"],
    Paper = "Automated Multi-level Preference for MLLMs",
    Equation = "sum_{i<j} -log s(b [lr(i) - lr(j)]) - a (K-1) lr(1)")]
public sealed record AmpLoss(
    [HyperParameter("beta", "(0, inf)")] double Beta = 0.1,
    [HyperParameter("K", "[2, 64]")] int Ranks = 3,
    [HyperParameter("alpha", "[0, inf)")] double Alpha = 1.0) : PreferenceLoss
{
    /// <inheritdoc/>
    public override LossInputs Inputs => new([.. Ranking], TokenReduction.Sum, Reference: true);

    private IEnumerable<View> Ranking => Enumerable.Range(1, Ranks).Select(View.Rank);

    /// <inheritdoc/>
    protected override LossTerms Terms(LossScores scores)
    {
        var views = Ranking.ToArray();
        var rewards = views.Select(v => Beta * scores[v].LogRatio).ToArray();
        var pairs =
            from i in Enumerable.Range(0, Ranks)
            from j in Enumerable.Range(i + 1, Ranks - i - 1)
            select NegLogSigmoid(rewards[i] - rewards[j]);
        var preference = pairs.Aggregate((sum, next) => sum + next);
        var anchor = -(Ranks - 1) * scores[views[0]].LogRatio;
        return new LossTerms(preference + Alpha * anchor, [.. views.Zip(rewards)],
            ("preference", preference), ("anchor", anchor));
    }
}
