using ResearchKit.Losses.Contract;
using static ResearchKit.Losses.Formula;

namespace ResearchKit.Losses;

/// <summary>
/// Triple Preference Optimization: <c>L = -log s(b [log pi(y_w) - log pi(y_l)]) - a log pi(y_gold)</c>: preference and
/// supervised learning in one step, without a reference model; the supervised answer is a third one, the gold answer.
/// Log-probabilities of the preference are summed over tokens, that of the gold answer is averaged. Reward:
/// <c>b log pi(y)</c>. Equal log-probabilities L of answers of n tokens give <c>ln 2 - a L/n</c>.
/// </summary>
/// <param name="Beta">b, scale of the reward, above 0.</param>
/// <param name="Alpha">a, weight of the supervised term, at least 0.</param>
/// <param name="SftReduction">
/// mean: the supervised term is averaged over the answer's tokens, as trainers do; sum: it is that of the whole answer.
/// At 30 tokens the sum is 30 times as strong.
/// </param>
/// <remarks>
/// Saeidi et al. 2024, "Triple Preference Optimization: Achieving Better Alignment using a Single Step Optimization".
/// With the chosen answer as gold it is CPO.
/// </remarks>
[Method("tpo", Title = "TPO", ArXiv = "2405.16681", Where = "TPO objective", Aliases = ["triple"],
    Paper = "Triple Preference Optimization: Achieving Better Alignment using a Single Step Optimization",
    Equation = "-log s(b [log pi(w) - log pi(l)]) - a log pi(gold)/|gold|",
    Equivalent = "the authors' TPO trainer and TRL's TPOConfig: cross-entropy per token of the gold answer")]
public sealed record TripleLoss(
    [HyperParameter("beta", "(0, inf)")] double Beta = 0.1,
    [HyperParameter("alpha", "[0, inf)")] double Alpha = 1.0,
    [HyperParameter("sft_reduction", "mean|sum")] TokenReduction SftReduction = TokenReduction.Mean) : PreferenceLoss
{
    /// <inheritdoc/>
    public override LossInputs Inputs => new([View.Chosen, View.Rejected, View.Gold], TokenReduction.Sum,
        Reference: false)
    {
        Tokens = SftReduction == TokenReduction.Mean,
    };

    /// <inheritdoc/>
    protected override LossTerms Terms(LossScores scores)
    {
        var chosen = Beta * scores[View.Chosen].Policy;
        var rejected = Beta * scores[View.Rejected].Policy;
        var preference = NegLogSigmoid(chosen - rejected);
        var sft = -scores[View.Gold].PolicyIn(SftReduction);
        return new LossTerms(
            preference + Alpha * sft,
            [(View.Chosen, chosen), (View.Rejected, rejected)],
            ("sft", sft), ("preference", preference));
    }
}
