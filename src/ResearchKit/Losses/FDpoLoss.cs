using ResearchKit.Losses.Contract;
using TorchSharp;
using static ResearchKit.Losses.Formula;
using static TorchSharp.torch;

namespace ResearchKit.Losses;

/// <summary>
/// DPO under another divergence: <c>L = -log s(b [f'(u_w) - f'(u_l)])</c> with <c>u = pi(y)/ref(y)</c>, probabilities
/// of whole answers. The policy that maximizes reward minus b D_f(pi || ref) has the reward <c>b f'(u)</c>; with it in
/// the Bradley-Terry model every f gives a loss. Reward: <c>b f'(u)</c>. Policy equal to reference gives ln 2.
/// </summary>
/// <param name="Beta">b, strength of the constraint, above 0.</param>
/// <param name="Divergence">f: reverse_kl is DPO; forward_kl, js, alpha, chi2_kl.</param>
/// <param name="Alpha">Order of the alpha divergence; 1 is the reverse KL divergence.</param>
/// <remarks>
/// Wang et al. 2023, "Beyond Reverse KL: Generalizing Direct Preference Optimization with Diverse Divergence
/// Constraints"; chi2_kl: Huang et al. 2024, "Correcting the Mythos of KL-Regularization: Direct Alignment without
/// Overoptimization via Chi-Squared Preference Optimization", arXiv 2407.13399, without its clipping. Powers of u are
/// cut at e^80.
/// </remarks>
[Method("f-dpo", Title = "f-DPO", ArXiv = "2309.16240", Where = "f-DPO objective", Aliases = ["fdpo", "chi-po"],
    Paper = "Beyond Reverse KL: Generalizing Direct Preference Optimization with Diverse Divergence Constraints",
    Equation = "-log s(b [f'(u_w) - f'(u_l)]),  u = pi/ref",
    Equivalent = "TRL: loss_type=\"sigmoid\", f_divergence_type, f_alpha_divergence_coef=alpha")]
public sealed record FDpoLoss(
    [HyperParameter("beta", "(0, inf)")] double Beta = 0.1,
    [HyperParameter("f", "reverse_kl|forward_kl|js|alpha|chi2_kl")] FDivergence Divergence = FDivergence.ForwardKl,
    [HyperParameter("alpha", "(-inf, inf)")] double Alpha = 0.5) : PreferenceLoss
{
    /// <inheritdoc/>
    public override LossInputs Inputs => new([View.Chosen, View.Rejected], TokenReduction.Sum, Reference: true);

    /// <inheritdoc/>
    protected override LossTerms Terms(LossScores scores)
    {
        var chosen = Beta * Slope(scores[View.Chosen].LogRatio);
        var rejected = Beta * Slope(scores[View.Rejected].LogRatio);
        return new LossTerms(NegLogSigmoid(chosen - rejected), [(View.Chosen, chosen), (View.Rejected, rejected)]);
    }

    /// <summary>f'(u) from log u.</summary>
    private Tensor Slope(Tensor logRatio) => Divergence switch
    {
        FDivergence.ReverseKl => logRatio,
        FDivergence.ForwardKl => -Exp(-logRatio),
        FDivergence.Js => nn.functional.logsigmoid(logRatio),
        FDivergence.Chi2Kl => Exp(logRatio) + logRatio,
        _ => Math.Abs(Alpha - 1) < 1e-6 ? logRatio : Exp((Alpha - 1) * logRatio) / (Alpha - 1),
    };
}
