using ResearchKit.Losses.Contract;
using static ResearchKit.Losses.Formula;
using static TorchSharp.torch;

namespace ResearchKit.Losses;

/// <summary>
/// Dense DPO (RLHF-V): DPO on log-probabilities in which the corrected segments count more,
/// <c>log pi(y) = (1/N) [sum_{unchanged} log p_t + g sum_{corrected} log p_t]</c>,
/// <c>N = n_unchanged + g n_corrected</c>; <c>L = -log s(b h)</c> with h formed from these for policy and reference.
/// The tokens that a human corrected are the token column <c>marks</c>. Reward: <c>b (log pi - log ref)</c> of the
/// weighted log-probabilities. Policy equal to reference gives ln 2.
/// </summary>
/// <param name="Beta">b, strength of the KL constraint, above 0.</param>
/// <param name="Gamma">g, weight of a corrected token relative to an unchanged one, above 0; 5 in the paper.</param>
/// <remarks>
/// Yu et al. 2024, "RLHF-V: Towards Trustworthy MLLMs via Behavior Alignment from Fine-grained Correctional Human
/// Feedback", Eq. 4. g = 1 is DPO on mean token log-probabilities.
/// </remarks>
[Method("ddpo", Title = "DDPO", ArXiv = "2312.00849", Where = "Eq. 4", Aliases = ["dense-dpo", "rlhf-v"],
    Paper = "RLHF-V: Towards Trustworthy MLLMs via Behavior Alignment from Fine-grained Correctional Human Feedback",
    Equation = "-log s(b h),  log pi(y) = (sum_unchanged log p_t + g sum_corrected log p_t) / (n_unchanged + g " +
    "n_corrected)")]
public sealed record DdpoLoss(
    [HyperParameter("beta", "(0, inf)")] double Beta = 0.5,
    [HyperParameter("gamma", "(0, inf)")] double Gamma = 5.0) : PreferenceLoss
{
    /// <inheritdoc/>
    public override LossInputs Inputs => new([View.Chosen, View.Rejected], TokenReduction.Weighted, Reference: true)
    {
        TokenColumns = [TokenColumn.Marks],
    };

    /// <inheritdoc/>
    protected override LossTerms Terms(LossScores scores)
    {
        var chosen = Reward(scores[View.Chosen].ByToken);
        var rejected = Reward(scores[View.Rejected].ByToken);
        return new LossTerms(NegLogSigmoid(chosen - rejected), [(View.Chosen, chosen), (View.Rejected, rejected)]);
    }

    private Tensor Reward(TokenScores tokens)
    {
        var weights = 1 + (Gamma - 1) * tokens.Column(TokenColumn.Marks);
        return Beta * tokens.Sum(weights * tokens.LogRatio) / tokens.Sum(weights);
    }
}
