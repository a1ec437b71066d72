using ResearchKit.Losses.Contract;
using static ResearchKit.Losses.Formula;

namespace ResearchKit.Losses;

/// <summary>
/// Contrastive Preference Optimization: <c>L = -log s(b log pi(y_w) - b log pi(y_l)) - a log pi(y_w)</c>: DPO with a
/// uniform reference, and a behavior-cloning term that keeps the policy near the chosen answers. Log-probabilities
/// of the preference are summed over tokens, that of the last term is averaged. Reward: <c>b log pi(y)</c>. Equal
/// log-probabilities L of answers of n tokens give <c>ln 2 - a L/n</c>.
/// </summary>
/// <param name="Beta">b, scale of the reward, above 0.</param>
/// <param name="Alpha">a, weight of the behavior-cloning term, at least 0; 1 in the paper.</param>
/// <param name="SftReduction">
/// mean: the supervised term is averaged over the answer's tokens, as trainers do; sum: it is that of the whole answer.
/// At 30 tokens the sum is 30 times as strong.
/// </param>
/// <remarks>
/// Xu et al. 2024, "Contrastive Preference Optimization: Pushing the Boundaries of LLM Performance in Machine
/// Translation", Eq. 5 and 6. The preference uses the probability of the whole answer.
/// </remarks>
[Method("cpo", Title = "CPO", Where = "Eq. 5-6", ArXiv = "2401.08417",
    Paper = "Contrastive Preference Optimization: Pushing the Boundaries of LLM Performance in Machine Translation",
    Equation = "-log s(b log pi(w) - b log pi(l)) - a log pi(w)/|w|",
    Equivalent = "TRL: CPOConfig(loss_type=\"sigmoid\", cpo_alpha=a), whose second term weighs all tokens of the " +
    "batch alike")]
public sealed record CpoLoss(
    [HyperParameter("beta", "(0, inf)")] double Beta = 0.1,
    [HyperParameter("alpha", "[0, inf)")] double Alpha = 1.0,
    [HyperParameter("sft_reduction", "mean|sum")] TokenReduction SftReduction = TokenReduction.Mean) : PreferenceLoss
{
    /// <inheritdoc/>
    public override LossInputs Inputs => new([View.Chosen, View.Rejected], TokenReduction.Sum, Reference: false)
    {
        Tokens = SftReduction == TokenReduction.Mean,
    };

    /// <inheritdoc/>
    protected override LossTerms Terms(LossScores scores)
    {
        var sft = -scores[View.Chosen].PolicyIn(SftReduction);
        var chosen = Beta * scores[View.Chosen].Policy;
        var rejected = Beta * scores[View.Rejected].Policy;
        var preference = NegLogSigmoid(chosen - rejected);
        return new LossTerms(
            preference + Alpha * sft,
            [(View.Chosen, chosen), (View.Rejected, rejected)],
            ("sft", sft), ("preference", preference));
    }
}
