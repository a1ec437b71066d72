using ResearchKit.Losses.Contract;
using static ResearchKit.Losses.Formula;
using static TorchSharp.torch;

namespace ResearchKit.Losses;

/// <summary>
/// Margin-Adaptive DPO: <c>L = -w log s(b h)</c>, <c>h = lr(y_w) - lr(y_l)</c>, lr = log pi - log ref, with a weight
/// from a reward model's margin m of the pair (column <c>reward_margin</c>):
/// <c>w = s(c m)/s(m)</c> where m &gt; -tau, else 1, and
/// <c>c = c_min + (c_max - c_min) / (1 + (c_max - 1)/(1 - c_min) exp(lambda (|m| - tau)))</c>. Pairs with a small
/// margin are amplified (c above 1), those with a large one dampened; at |m| = tau c is 1. Reward: <c>b lr</c>. Policy
/// equal to reference gives w ln 2.
/// </summary>
/// <param name="Beta">b, strength of the KL constraint, above 0.</param>
/// <param name="CMin">c_min, factor of very easy pairs, in [0, 1).</param>
/// <param name="CMax">c_max, factor of very hard pairs, above 1.</param>
/// <param name="Lambda">lambda, steepness of the change, above 0.</param>
/// <param name="Tau">tau, margin that separates hard from easy, at least 0.</param>
/// <remarks>
/// "Margin Adaptive DPO: Leveraging Reward Model for Granular Control in Preference Optimization"; weights as in its
/// released code. The defaults of the four constants are this library's. Where the labels follow the margin, P(w beats
/// l) = s(m), the optimum of the expected loss has b h = c m only for |m| below tau: beyond it one of the two orders
/// has weight 1, and the optimum is <c>log s(c |m|) - log s(-|m|)</c>, times the sign of m.
/// </remarks>
[Method("madpo", Title = "MADPO", ArXiv = "2510.05342", Where = "weights of the released code",
    Paper = "Margin Adaptive DPO: Leveraging Reward Model for Granular Control in Preference Optimization",
    Equation = "-w log s(b h),  w = s(c m)/s(m) if m > -tau else 1")]
public sealed record MarginAdaptiveDpoLoss(
    [HyperParameter("beta", "(0, inf)")] double Beta = 0.1,
    [HyperParameter("c_min", "[0, 1)")] double CMin = 0.5,
    [HyperParameter("c_max", "(1, inf)")] double CMax = 2.0,
    [HyperParameter("lambda", "(0, inf)")] double Lambda = 1.0,
    [HyperParameter("tau", "[0, inf)")] double Tau = 1.0) : PreferenceLoss
{
    /// <inheritdoc/>
    public override LossInputs Inputs => new([View.Chosen, View.Rejected], TokenReduction.Sum, Reference: true)
    {
        Columns = ["reward_margin"],
    };

    /// <inheritdoc/>
    protected override LossTerms Terms(LossScores scores)
    {
        var chosen = Beta * scores[View.Chosen].LogRatio;
        var rejected = Beta * scores[View.Rejected].LogRatio;
        var m = scores.Column("reward_margin");
        // 1 / (1 + A exp(x)) as a logistic function, which cannot overflow
        var odds = Math.Log((CMax - 1) / (1 - CMin));
        var c = CMin + (CMax - CMin) * (-(Lambda * (m.abs() - Tau) + odds)).sigmoid();
        var weight = where(m.gt(-Tau), (c * m).sigmoid() / m.clamp_min(-Tau).sigmoid(), ones_like(m));
        return new LossTerms(
            weight * NegLogSigmoid(chosen - rejected),
            [(View.Chosen, chosen), (View.Rejected, rejected)],
            ("weight", weight), ("factor", c));
    }
}
