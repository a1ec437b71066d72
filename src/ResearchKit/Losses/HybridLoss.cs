using ResearchKit.Losses.Contract;
using static ResearchKit.Losses.Formula;

namespace ResearchKit.Losses;

/// <summary>
/// Hybrid Preference Optimization (HyPO): <c>L = -log s(b h) + lambda KL(pi || ref)</c>, <c>h = lr(y_w) - lr(y_l)</c>,
/// lr = log pi - log ref summed over tokens: DPO on offline pairs, and the divergence along answers that the policy
/// itself has sampled (view <c>sample</c>, token column <c>kl</c> summed over tokens), which sees what no pair covers.
/// Reward: <c>b lr</c>. Policy equal to reference gives ln 2.
/// </summary>
/// <param name="Beta">b, strength of the KL constraint in the preference, above 0.</param>
/// <param name="Lambda">lambda, weight of the divergence, at least 0; 0 is DPO.</param>
/// <remarks>
/// Song et al. 2024, "The Importance of Online Data: Understanding Preference Fine-tuning via Coverage". The paper
/// estimates the divergence's gradient from the sampled answer's log-ratio; here whole distributions are compared.
/// </remarks>
[Method("hypo", Title = "HyPO", ArXiv = "2406.01462", Where = "Algorithm 1", Aliases = ["hybrid"],
    Paper = "The Importance of Online Data: Understanding Preference Fine-tuning via Coverage",
    Equation = "-log s(b h) + lambda KL(pi || ref)")]
public sealed record HybridLoss(
    [HyperParameter("beta", "(0, inf)")] double Beta = 0.1,
    [HyperParameter("lambda", "[0, inf)")] double Lambda = 0.1) : PreferenceLoss
{
    /// <inheritdoc/>
    public override LossInputs Inputs => new([View.Chosen, View.Rejected, View.Sample], TokenReduction.Sum,
        Reference: true)
    {
        TokenColumns = [TokenColumn.Kl],
    };

    /// <inheritdoc/>
    protected override LossTerms Terms(LossScores scores)
    {
        var chosen = Beta * scores[View.Chosen].LogRatio;
        var rejected = Beta * scores[View.Rejected].LogRatio;
        var divergence = scores[View.Sample].ByToken.Column(TokenColumn.Kl).sum(1);
        var preference = NegLogSigmoid(chosen - rejected);
        return new LossTerms(
            preference + Lambda * divergence, [(View.Chosen, chosen), (View.Rejected, rejected)],
            ("preference", preference), ("kl", divergence));
    }
}
