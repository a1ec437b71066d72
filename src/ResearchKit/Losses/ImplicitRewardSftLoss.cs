using ResearchKit.Losses.Contract;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Losses;

/// <summary>
/// Supervised fine-tuning as imitation held to a reference: <c>L = -phi(b lr(y)) / b</c> of a demonstration, lr = log
/// pi - log ref summed over its tokens. Reward: <c>b lr</c>. Policy equal to reference gives 0, with the gradient of
/// SFT whatever the divergence.
/// </summary>
/// <param name="View">The view that is learned.</param>
/// <param name="Beta">b, strength of the KL constraint, above 0.</param>
/// <param name="Divergence">
/// total_variation: phi(x) = x, SFT itself; chi_squared: phi(x) = x - x^2/4; hellinger: phi(x) = x/(1 + x).
/// </param>
/// <remarks>
/// "Implicit Reward as the Bridge: A Unified View of SFT and DPO Connections". Its full text was not at hand: the forms
/// are derived here from what its abstract says. The variational form of a divergence of the policy from the
/// demonstrations q is <c>max_r E_q phi(r) - E_pi r</c> with <c>phi(x) = -f*(-x)</c> (IQ-Learn, arXiv 2106.12142,
/// Appendix B). Adding <c>b KL(pi || ref)</c>, the best policy for a reward is the one with <c>r = b lr</c>, at which
/// <c>-E_pi r + b KL(pi || ref)</c> vanishes and <c>E_q phi(b lr)</c> is left. With phi(x) = x the reference is a
/// constant there, which is SFT and the paper's critique of it; with a curved phi it holds the policy. Below x = -1/2
/// the Hellinger phi goes on as its tangent, since it has a pole at -1.
/// </remarks>
[Method("implicit-reward-sft", Title = "Implicit-reward SFT", ArXiv = "2507.00018",
    Where = "f-divergence objectives (derived)", Aliases = ["f-sft"],
    Paper = "Implicit Reward as the Bridge: A Unified View of SFT and DPO Connections",
    Equation = "-phi(b lr(y)) / b,  phi(x) = x, x - x^2/4 or x/(1+x)")]
public sealed record ImplicitRewardSftLoss(
    string View = "chosen",
    [HyperParameter("beta", "(0, inf)")] double Beta = 0.1,
    [HyperParameter("f", "total_variation|chi_squared|hellinger")]
    ImitationDivergence Divergence = ImitationDivergence.ChiSquared) : PreferenceLoss
{
    private const double TangentFrom = -0.5;

    /// <inheritdoc/>
    public override LossInputs Inputs => new([Contract.View.Named(View)], TokenReduction.Sum, Reference: true);

    /// <inheritdoc/>
    protected override LossTerms Terms(LossScores scores)
    {
        var view = Inputs.Views[0];
        var reward = Beta * scores[view].LogRatio;
        return new LossTerms(-Phi(reward) / Beta, [(view, reward)]);
    }

    private Tensor Phi(Tensor x) => Divergence switch
    {
        ImitationDivergence.TotalVariation => x,
        ImitationDivergence.ChiSquared => x - x.square() / 4,
        _ => Hellinger(x.clamp_min(TangentFrom)) + 4 * (x - TangentFrom).clamp_max(0),
    };

    private static Tensor Hellinger(Tensor x) => x / (1 + x);
}

/// <summary>The divergence of the policy from demonstrations that supervised learning lowers.</summary>
public enum ImitationDivergence
{
    /// <summary>Total variation: plain SFT.</summary>
    TotalVariation,

    /// <summary>Pearson's chi-squared.</summary>
    ChiSquared,

    /// <summary>Squared Hellinger.</summary>
    Hellinger,
}
