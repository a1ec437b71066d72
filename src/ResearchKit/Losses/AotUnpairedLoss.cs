using ResearchKit.Losses.Contract;
using static TorchSharp.torch;

namespace ResearchKit.Losses;

/// <summary>
/// Alignment via Optimal Transport without pairs: the k-th smallest log-ratio among the chosen answers of a batch must
/// exceed the k-th smallest among the rejected ones, <c>L = -(1-e) log s(b d) - e log s(-b d)</c>,
/// <c>d = sort(lr(w)) - sort(lr(l))</c>, lr = log pi - log ref summed over tokens. Which rejected answer belongs to
/// which chosen one does not matter. A row's loss is that of its chosen answer. Reward: <c>b lr</c>. Policy equal to
/// reference gives ln 2.
/// </summary>
/// <param name="Beta">b, strength of the KL constraint, above 0.</param>
/// <param name="LabelSmoothing">e, in [0, 0.5).</param>
/// <remarks>
/// Melnyk et al. 2024, "Distributional Preference Alignment of LLMs via Optimal Transport", unpaired.
/// </remarks>
[Method("aot-unpaired", Title = "AOT, unpaired", ArXiv = "2406.05882", Where = "unpaired AOT, logistic loss",
    Paper = "Distributional Preference Alignment of LLMs via Optimal Transport",
    Equation = "-(1-e) log s(b d) - e log s(-b d),  d = sorted lr(w) - sorted lr(l)",
    Equivalent = "TRL: loss_type=\"aot_unpaired\" (formerly aot), whose values come in sorted order")]
public sealed record AotUnpairedLoss(
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
        var chosen = scores[View.Chosen].LogRatio;
        var rejected = scores[View.Rejected].LogRatio;
        return new LossTerms(
            Transport.Loss(chosen, rejected, Beta, LabelSmoothing),
            [(View.Chosen, Beta * chosen), (View.Rejected, Beta * rejected)]);
    }
}
