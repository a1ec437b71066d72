using ResearchKit.Losses.Contract;
using static ResearchKit.Losses.Formula;

namespace ResearchKit.Losses;

/// <summary>
/// Value-Incentivized Preference Optimization:
/// <c>L = -log s(b [lr(y_w) - lr(y_l)]) + sign a b lr(y_cal)</c>, lr = log pi - log ref summed over tokens, y_cal an
/// answer of the calibration policy. Online learning is optimistic (sign = +1: away from what is known), offline
/// learning pessimistic (sign = -1: towards the calibration answers). Reward: <c>b lr</c>. Policy equal to reference
/// gives ln 2.
/// </summary>
/// <param name="Beta">b, strength of the KL constraint, above 0.</param>
/// <param name="Alpha">a, weight of the value term, at least 0.</param>
/// <param name="Online">Optimism (true, sign +1) or pessimism (false, sign -1).</param>
/// <remarks>
/// Cen et al. 2024, "Value-Incentivized Preference Optimization: A Unified Approach to Online and Offline RLHF".
/// </remarks>
[Method("vpo", Title = "VPO", ArXiv = "2405.19320", Where = "regularized DPO objective",
    Paper = "Value-Incentivized Preference Optimization: A Unified Approach to Online and Offline RLHF",
    Equation = "-log s(b h) + sign a b lr(cal),  sign = +1 online, -1 offline")]
public sealed record VpoLoss(
    [HyperParameter("beta", "(0, inf)")] double Beta = 0.1,
    [HyperParameter("alpha", "[0, inf)")] double Alpha = 0.1,
    bool Online = false) : PreferenceLoss
{
    /// <summary>An answer of the calibration policy on the original image.</summary>
    public static View Calibration { get; } = new("calibration", "calibration", View.OriginalImage);

    /// <inheritdoc/>
    public override LossInputs Inputs =>
        new([View.Chosen, View.Rejected, Calibration], TokenReduction.Sum, Reference: true);

    /// <inheritdoc/>
    protected override LossTerms Terms(LossScores scores)
    {
        var chosen = Beta * scores[View.Chosen].LogRatio;
        var rejected = Beta * scores[View.Rejected].LogRatio;
        var value = Beta * scores[Calibration].LogRatio;
        var preference = NegLogSigmoid(chosen - rejected);
        return new LossTerms(
            preference + (Online ? Alpha : -Alpha) * value,
            [(View.Chosen, chosen), (View.Rejected, rejected), (Calibration, value)],
            ("preference", preference));
    }
}
