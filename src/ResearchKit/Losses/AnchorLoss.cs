using ResearchKit.Losses.Contract;
using static ResearchKit.Losses.Formula;

namespace ResearchKit.Losses;

/// <summary>
/// The anchor of mDPO alone: <c>L = -log s(b lr(y) - d)</c>, lr = log pi - log ref summed over tokens: the reward of
/// one view is to exceed d. With a DPO and a DPO on the rejected image in a <see cref="WeightedSum"/> it is mDPO; on
/// more views, OPA-DPO's anchors, which are also used squared, <c>(b lr(y) - d)^2</c>: then the reward is to stay at d.
/// Reward: <c>b lr</c>. Policy equal to reference gives <c>log(1 + e^d)</c>, squared <c>d^2</c>.
/// </summary>
/// <param name="View">The view that is anchored.</param>
/// <param name="Beta">b, strength of the KL constraint, above 0.</param>
/// <param name="Anchor">d, the reward to be exceeded, or squared, to be kept.</param>
/// <param name="Squared">Whether the distance from d is squared, as in OPA-DPO (arXiv 2501.09695).</param>
/// <remarks>
/// Wang et al. 2024, "mDPO: Conditional Preference Optimization for Multimodal Large Language Models", AncPO.
/// </remarks>
[Method("anchor", Title = "Anchored preference", ArXiv = "2406.11839", Where = "AncPO",
    Paper = "mDPO: Conditional Preference Optimization for Multimodal Large Language Models", Aliases = ["ancpo"],
    Equation = "-log s(b lr(y) - d), or (b lr(y) - d)^2")]
public sealed record AnchorLoss(
    string View = "chosen",
    [HyperParameter("beta", "(0, inf)")] double Beta = 0.1,
    [HyperParameter("delta", "(-inf, inf)")] double Anchor = 0.0,
    bool Squared = false) : PreferenceLoss
{
    /// <inheritdoc/>
    public override LossInputs Inputs => new([Contract.View.Named(View)], TokenReduction.Sum, Reference: true);

    /// <inheritdoc/>
    protected override LossTerms Terms(LossScores scores)
    {
        var view = Inputs.Views[0];
        var reward = Beta * scores[view].LogRatio;
        var above = reward - Anchor;
        return new LossTerms(Squared ? above.square() : NegLogSigmoid(above), [(view, reward)]);
    }
}
