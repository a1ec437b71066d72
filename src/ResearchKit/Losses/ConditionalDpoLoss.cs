using ResearchKit.Losses.Contract;
using static ResearchKit.Losses.Formula;

namespace ResearchKit.Losses;

/// <summary>
/// Constrained Preference Optimization, DPO where it is not RLHF: <c>L = -log s(b h - g [1/p_w + 1/p_l])</c> with
/// <c>h = lr(y_w) - lr(y_l)</c>, lr = log pi - log ref summed over tokens, p the reference's probability of an answer.
/// DPO's loss can fall while pi(y_w) stays below pi(y_l), namely where the reference prefers y_l by more than the
/// reward can turn; the offset is the Lagrange term of a constraint on that order and constant in pi. Reward: <c>b
/// lr</c>.
/// </summary>
/// <param name="Beta">b, strength of the KL constraint, above 0.</param>
/// <param name="Gamma">g, multiplier of the constraint, at least 0; 0 is DPO.</param>
/// <remarks>
/// "Conditional Equivalence of DPO and RLHF: Implicit Assumption, Failure Modes, and Provable Alignment". p is the
/// geometric mean over an answer's tokens, <c>exp(log ref(y)/|y|)</c>: with probabilities of whole answers the offset
/// is astronomic. It is cut at e^40 from each answer.
/// </remarks>
[Method("conditional-dpo", Title = "Conditional DPO", ArXiv = "2605.20834", Where = "constrained objective",
    Paper = "Conditional Equivalence of DPO and RLHF: Implicit Assumption, Failure Modes, and Provable Alignment",
    Equation = "-log s(b h - g [1/p_w + 1/p_l]),  p = exp(log ref(y)/|y|)")]
public sealed record ConditionalDpoLoss(
    [HyperParameter("beta", "(0, inf)")] double Beta = 0.1,
    [HyperParameter("gamma", "[0, inf)")] double Gamma = 0.01) : PreferenceLoss
{
    private const double LargestInverse = 40;

    /// <inheritdoc/>
    public override LossInputs Inputs => new([View.Chosen, View.Rejected], TokenReduction.Sum, Reference: true)
    {
        Tokens = true,
    };

    /// <inheritdoc/>
    protected override LossTerms Terms(LossScores scores)
    {
        var (chosen, rejected) = (scores[View.Chosen], scores[View.Rejected]);
        var offset = Gamma * (Inverse(chosen) + Inverse(rejected));
        var (rewardChosen, rewardRejected) = (Beta * chosen.LogRatio, Beta * rejected.LogRatio);
        return new LossTerms(
            NegLogSigmoid(rewardChosen - rewardRejected - offset),
            [(View.Chosen, rewardChosen), (View.Rejected, rewardRejected)], ("offset", offset));
    }

    private static TorchSharp.torch.Tensor Inverse(LossView view) =>
        (-view.Reference / view.Tokens).clamp_max(LargestInverse).exp();
}
