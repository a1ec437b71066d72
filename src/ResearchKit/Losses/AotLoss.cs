using ResearchKit.Losses.Contract;
using static TorchSharp.torch;

namespace ResearchKit.Losses;

/// <summary>
/// Alignment via Optimal Transport on pairs: the k-th smallest gap of the policy in a batch is compared with the k-th
/// smallest of the reference, <c>L = -(1-e) log s(b d) - e log s(-b d)</c>, <c>d = sort(log pi(w) - log pi(l)) -
/// sort(log ref(w) - log ref(l))</c>, log-probabilities summed over tokens: the whole distribution of gaps has to
/// dominate the reference's, not each gap its own. A row's loss is that of its own gap. Reward: <c>b lr</c>. Policy
/// equal to reference gives ln 2.
/// </summary>
/// <param name="Beta">b, strength of the KL constraint, above 0.</param>
/// <param name="LabelSmoothing">e, in [0, 0.5).</param>
/// <remarks>
/// Melnyk et al. 2024, "Distributional Preference Alignment of LLMs via Optimal Transport", paired. A batch of one is
/// DPO.
/// </remarks>
[Method("aot", Title = "AOT", ArXiv = "2406.05882", Where = "paired AOT, logistic loss", Aliases = ["aot-pair"],
    Paper = "Distributional Preference Alignment of LLMs via Optimal Transport",
    Equation = "-(1-e) log s(b d) - e log s(-b d),  d = sorted policy gap - sorted reference gap",
    Equivalent = "TRL: loss_type=\"aot\" (formerly aot_pair), whose values come in sorted order")]
public sealed record AotLoss(
    [HyperParameter("beta", "(0, inf)")] double Beta = 0.1,
    [HyperParameter("epsilon", "[0, 0.5)")] double LabelSmoothing = 0.0) : PreferenceLoss
{
    /// <inheritdoc/>
    public override LossInputs Inputs => new([View.Chosen, View.Rejected], TokenReduction.Sum, Reference: true)
    {
        CouplesBatch = true,
    };

    /// <inheritdoc/>
    protected override LossTerms Terms(LossScores scores)
    {
        var (chosen, rejected) = (scores[View.Chosen], scores[View.Rejected]);
        var gap = chosen.Policy - rejected.Policy;
        var loss = Transport.Loss(gap, chosen.Reference - rejected.Reference, Beta, LabelSmoothing);
        return new LossTerms(loss, [(View.Chosen, Beta * chosen.LogRatio), (View.Rejected, Beta * rejected.LogRatio)]);
    }
}
