using ResearchKit.Losses.Contract;
using static ResearchKit.Losses.Formula;
using static TorchSharp.torch;

namespace ResearchKit.Losses;

/// <summary>
/// Preference Ranking Optimization:
/// <c>L = -sum_{k&lt;K} log(exp(p_k/T_kk) / sum_{i>=k} exp(p_i/T_ki)) - a (K - 1)^2 log pi(y_1)</c> with
/// <c>p = log pi(y)/|y|</c>, no reference. The temperatures follow the scores r of a reward model (answer column
/// <c>score</c>, best first): <c>1/T_ki = r_k - r_i</c> and <c>1/T_kk</c> is the largest of them, so
/// an answer that is nearly as good is hardly pushed down. Reward: <c>p</c>.
/// Where all p and all scores are equal it is <c>ln K! - a (K - 1)^2 log pi(y_1)</c>.
/// </summary>
/// <param name="Ranks">K, number of ranked answers: views <c>rank_1</c> (best) to <c>rank_K</c>.</param>
/// <param name="Alpha">
/// a, weight of the supervised term on the best answer, at least 0; 0.05 in the authors' code.
/// </param>
/// <param name="SftReduction">
/// sum: the supervised term is that of the whole answer, as in the authors' code; mean: it is averaged over tokens.
/// </param>
/// <remarks>
/// Song et al. 2024, "Preference Ranking Optimization for Human Alignment", with dynamic temperatures. The supervised
/// term's factor (K - 1)^2 and its sum over tokens are those of the authors' code; the paper's text leaves them open.
/// T_kk is the smallest T_ki, hence 1/T_kk the largest 1/T_ki.
/// </remarks>
[Method("pro", Title = "PRO", ArXiv = "2306.17492", Where = "ranking loss with dynamic temperatures",
    Paper = "Preference Ranking Optimization for Human Alignment",
    Equation = "-sum_{k<K} log(exp(p_k/T_kk) / sum_{i>=k} exp(p_i/T_ki)) - a (K-1)^2 log pi(1),  p = log pi(y)/|y|",
    Equivalent = "the authors' process_manager.py: sft_weight 0.05 times (K-1)^2 on the summed log-probability")]
public sealed record ProLoss(
    [HyperParameter("K", "[2, 64]")] int Ranks = 3,
    [HyperParameter("beta", "[0, inf)")] double Alpha = 0.05,
    [HyperParameter("sft_reduction", "sum|mean")] TokenReduction SftReduction = TokenReduction.Sum) : PreferenceLoss
{
    /// <inheritdoc/>
    public override LossInputs Inputs => new([.. Ranking], TokenReduction.Mean, Reference: false)
    {
        AnswerColumns = ["score"],
    };

    private IEnumerable<View> Ranking => Enumerable.Range(1, Ranks).Select(View.Rank);

    /// <inheritdoc/>
    protected override LossTerms Terms(LossScores scores)
    {
        var views = Ranking.ToArray();
        var p = views.Select(v => scores[v].Policy).ToArray();
        var score = views.Select(v => scores[v].Column("score")).ToArray();
        var sft = -scores[views[0]].PolicyIn(SftReduction);
        var ranking = Enumerable.Range(0, Ranks - 1).Select(Level).Aggregate((sum, next) => sum + next);
        return new LossTerms(
            ranking + Alpha * (Ranks - 1) * (Ranks - 1) * sft, [.. views.Zip(p)], ("sft", sft), ("ranking", ranking));

        // -log of the probability that answer k is the best of those from k on
        Tensor Level(int k)
        {
            var inverse = Enumerable.Range(k + 1, Ranks - k - 1).Select(i => score[k] - score[i]).ToArray();
            var own = p[k] * inverse.Aggregate(maximum);
            return NegLogFirst(own, [.. inverse.Select((t, i) => p[k + 1 + i] * t)]);
        }
    }
}
