using ResearchKit.Losses.Contract;
using static ResearchKit.Losses.Formula;

namespace ResearchKit.Losses;

/// <summary>
/// Contrastive Preference Optimization: <c>L = -log s(b log pi(y_w) - b log pi(y_l)) - a log pi(y_w)</c>: DPO with a
/// uniform reference, and a behaviour-cloning term that keeps the policy near the chosen answers. Log-probabilities
/// are summed over tokens. Reward: <c>b log pi(y)</c>. Equal log-probabilities L give <c>ln 2 - a L</c>.
/// </summary>
/// <param name="Beta">b, scale of the reward, above 0.</param>
/// <param name="Alpha">a, weight of the behaviour-cloning term, at least 0; 1 in the paper.</param>
/// <remarks>
/// Xu et al. 2024, "Contrastive Preference Optimization: Pushing the Boundaries of LLM Performance in Machine
/// Translation", Eq. 5 and 6. Both terms use the probability of the whole answer, as the paper writes them; some
/// trainers average the second one over the batch's tokens.
/// </remarks>
[Method("cpo", Title = "CPO", Where = "Eq. 5-6", ArXiv = "2401.08417",
    Paper = "Contrastive Preference Optimization: Pushing the Boundaries of LLM Performance in Machine Translation",
    Equation = "-log s(b log pi(w) - b log pi(l)) - a log pi(w)")]
public sealed record CpoLoss(
    [HyperParameter("beta", "(0, inf)")] double Beta = 0.1,
    [HyperParameter("alpha", "[0, inf)")] double Alpha = 1.0) : PreferenceLoss
{
    /// <inheritdoc/>
    public override LossInputs Inputs => new([View.Chosen, View.Rejected], TokenReduction.Sum, Reference: false);

    /// <inheritdoc/>
    protected override LossTerms Terms(LossScores scores)
    {
        var logp = scores[View.Chosen].Policy;
        var chosen = Beta * logp;
        var rejected = Beta * scores[View.Rejected].Policy;
        var preference = NegLogSigmoid(chosen - rejected);
        return new LossTerms(
            preference - Alpha * logp,
            [(View.Chosen, chosen), (View.Rejected, rejected)],
            ("sft", -logp), ("preference", preference));
    }
}
