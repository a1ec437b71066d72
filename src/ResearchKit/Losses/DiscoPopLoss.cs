using ResearchKit.Losses.Contract;
using static ResearchKit.Losses.Formula;

namespace ResearchKit.Losses;

/// <summary>
/// DiscoPOP, the log-ratio modulated loss that a language model found by search:
/// <c>L = (1 - m) [-log s(x)] + m exp(-x)</c>, <c>x = b h</c>, <c>m = s(x/tau)</c>, <c>h = lr(y_w) - lr(y_l)</c>,
/// lr = log pi - log ref summed over tokens: logistic where the pair is wrong, exponential where it is right. Reward:
/// <c>b lr</c>. Policy equal to reference gives <c>(ln 2 + 1)/2</c>.
/// </summary>
/// <param name="Beta">b, strength of the KL constraint, above 0.</param>
/// <param name="Tau">tau, width of the change from one form to the other, above 0; 0.05 in the paper.</param>
/// <remarks>
/// Lu et al. 2024, "Discovering Preference Optimization Algorithms with and for Large Language Models", Eq. 5. It is
/// not convex: near x = 0 it rises with x.
/// </remarks>
[Method("discopop", Title = "DiscoPOP", ArXiv = "2406.08414", Where = "Eq. 5", Aliases = ["lrml"],
    Paper = "Discovering Preference Optimization Algorithms with and for Large Language Models",
    Equation = "(1-m) [-log s(x)] + m exp(-x),  x = b h, m = s(x/tau)",
    Equivalent = "TRL: loss_type=\"discopop\", discopop_tau=tau")]
public sealed record DiscoPopLoss(
    [HyperParameter("beta", "(0, inf)")] double Beta = 0.1,
    [HyperParameter("tau", "(0, inf)")] double Tau = 0.05) : PreferenceLoss
{
    /// <inheritdoc/>
    public override LossInputs Inputs => new([View.Chosen, View.Rejected], TokenReduction.Sum, Reference: true);

    /// <inheritdoc/>
    protected override LossTerms Terms(LossScores scores)
    {
        var chosen = Beta * scores[View.Chosen].LogRatio;
        var rejected = Beta * scores[View.Rejected].LogRatio;
        var margin = chosen - rejected;
        var mix = (margin / Tau).sigmoid();
        // m exp(-x) = exp(log m - x), which stays finite where exp(-x) does not
        var exponential = Exp(-NegLogSigmoid(margin / Tau) - margin);
        return new LossTerms(
            (1 - mix) * NegLogSigmoid(margin) + exponential, [(View.Chosen, chosen), (View.Rejected, rejected)]);
    }
}
