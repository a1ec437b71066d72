using ResearchKit.Losses.Contract;
using TorchSharp;
using static ResearchKit.Losses.Formula;
using static TorchSharp.torch;

namespace ResearchKit.Losses;

/// <summary>
/// AlphaPO: <c>L = -log s(r_w - r_l - g)</c> with <c>r = b (1 - p^-a)/a</c>, <c>log p = log pi(y)/|y|</c>: SimPO with a
/// reward whose shape a bends; a towards 0 is SimPO's b log p. Reward: <c>r</c>. Equal p give <c>log(1 + e^g)</c>.
/// </summary>
/// <param name="Beta">b, scale of the reward, above 0.</param>
/// <param name="Gamma">g, target reward margin, at least 0.</param>
/// <param name="Alpha">a, shape of the reward; 0 is SimPO.</param>
/// <remarks>Gupta et al. 2025, "AlphaPO: Reward Shape Matters for LLM Alignment". p^-a is cut at e^80.</remarks>
[Method("alphapo", Title = "AlphaPO", ArXiv = "2501.03884", Where = "reward of AlphaPO",
    Paper = "AlphaPO: Reward Shape Matters for LLM Alignment",
    Equation = "-log s(r_w - r_l - g),  r = b (1 - p^-a)/a, log p = log pi(y)/|y|",
    Equivalent = "TRL: CPOConfig(loss_type=\"alphapo\", alpha=a, simpo_gamma=g, cpo_alpha=0)")]
public sealed record AlphaPoLoss(
    [HyperParameter("beta", "(0, inf)")] double Beta = 2.5,
    [HyperParameter("gamma", "[0, inf)")] double Gamma = 0.25,
    [HyperParameter("alpha", "(-inf, inf)")] double Alpha = 0.25) : PreferenceLoss
{
    /// <inheritdoc/>
    public override LossInputs Inputs => new([View.Chosen, View.Rejected], TokenReduction.Mean, Reference: false);

    /// <inheritdoc/>
    protected override LossTerms Terms(LossScores scores)
    {
        var chosen = Reward(scores[View.Chosen].Policy);
        var rejected = Reward(scores[View.Rejected].Policy);
        return new LossTerms(
            NegLogSigmoid(chosen - rejected - Gamma), [(View.Chosen, chosen), (View.Rejected, rejected)]);
    }

    private Tensor Reward(Tensor logp) => Alpha == 0 ? Beta * logp : Beta / Alpha * (1 - Exp(-Alpha * logp));
}
