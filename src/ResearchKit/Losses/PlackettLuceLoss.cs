using ResearchKit.Losses.Contract;
using static ResearchKit.Losses.Formula;
using static TorchSharp.torch;

namespace ResearchKit.Losses;

/// <summary>
/// Plackett-Luce ranking loss over K ranked answers: <c>L = -sum_{k&lt;K} log(exp(r_k) / sum_{j>=k} exp(r_j))</c> with
/// <c>r = b (log pi - log ref)</c> summed over tokens: the negative log-likelihood of the whole ranking, best first.
/// exp(-L) over all K! rankings sums to 1. K = 2 is DPO (Bradley-Terry). Policy equal to reference gives ln K!.
/// </summary>
/// <param name="Beta">b, strength of the KL constraint, above 0.</param>
/// <param name="Ranks">K, number of ranked answers: views <c>rank_1</c> (best) to <c>rank_K</c>.</param>
/// <remarks>
/// Plackett 1975, "The Analysis of Permutations"; Luce 1959, "Individual Choice Behavior"; as a preference loss:
/// Rafailov et al. 2023, Appendix A.3.
/// </remarks>
[Method("plackett-luce", Title = "Plackett-Luce", Where = "Appendix A.3", ArXiv = "2305.18290", Aliases = ["pl"],
    Paper = "The Analysis of Permutations; Direct Preference Optimization",
    Equation = "-sum_{k<K} [r_k - log sum_{j>=k} exp(r_j)],  r = b lr")]
public sealed record PlackettLuceLoss(
    [HyperParameter("beta", "(0, inf)")] double Beta = 0.1,
    [HyperParameter("K", "[2, 64]")] int Ranks = 3) : PreferenceLoss
{
    /// <inheritdoc/>
    public override LossInputs Inputs => new([.. Ranking], TokenReduction.Sum, Reference: true);

    private IEnumerable<View> Ranking => Enumerable.Range(1, Ranks).Select(View.Rank);

    /// <inheritdoc/>
    protected override LossTerms Terms(LossScores scores)
    {
        var views = Ranking.ToArray();
        var rewards = views.Select(v => Beta * scores[v].LogRatio).ToArray();
        var loss = NegLogFirst(rewards[0], rewards[1..]);
        for (var k = 1; k < Ranks - 1; k++)
            loss = loss + NegLogFirst(rewards[k], rewards[(k + 1)..]);
        return new LossTerms(loss, [.. views.Zip(rewards)]);
    }
}
