using ResearchKit.Losses.Contract;
using TorchSharp;
using static ResearchKit.Losses.Formula;
using static TorchSharp.torch;

namespace ResearchKit.Losses;

/// <summary>
/// Margin-aware Preference Optimization: <c>L = x_w - b log s(g(x_w) - g(x_l))</c> with <c>x = -log pi(y)/|y|</c>, an
/// answer's cross-entropy, and <c>g(x) = k x/(e^{k x} - 1)</c>, which falls from 1 at x = 0: supervised learning on the
/// chosen answer and a bounded margin, without a reference. Reward: <c>g(x)</c>. Equal x give <c>x + b ln 2</c>.
/// </summary>
/// <param name="Beta">b, weight of the margin, at least 0.</param>
/// <param name="Scale">k, the signal-to-noise factor of the error, above 0; 0.5 in the released code.</param>
/// <remarks>
/// Hong et al. 2024, "Margin-aware Preference Optimization for Aligning Diffusion Models without Reference", as in its
/// released code; there x is the denoising error, here the cross-entropy per token takes its place.
/// </remarks>
[Method("mapo", Title = "MaPO", ArXiv = "2406.06424", Where = "objective of the released code",
    Paper = "Margin-aware Preference Optimization for Aligning Diffusion Models without Reference",
    Equation = "x_w - b log s(g(x_w) - g(x_l)),  x = -log pi(y)/|y|, g(x) = k x/(e^(k x) - 1)")]
public sealed record MapoLoss(
    [HyperParameter("beta", "[0, inf)")] double Beta = 0.1,
    [HyperParameter("snr", "(0, inf)")] double Scale = 0.5) : PreferenceLoss
{
    /// <inheritdoc/>
    public override LossInputs Inputs => new([View.Chosen, View.Rejected], TokenReduction.Mean, Reference: false);

    /// <inheritdoc/>
    protected override LossTerms Terms(LossScores scores)
    {
        var error = -scores[View.Chosen].Policy;
        var chosen = Score(scores[View.Chosen].Policy);
        var rejected = Score(scores[View.Rejected].Policy);
        var preference = NegLogSigmoid(chosen - rejected);
        return new LossTerms(
            error + Beta * preference, [(View.Chosen, chosen), (View.Rejected, rejected)],
            ("sft", error), ("preference", preference));
    }

    // k x / (e^{k x} - 1) = -k log p · p^k / (1 - p^k), with p^k = e^{-k x} at most 1
    private Tensor Score(Tensor logp)
    {
        var scaled = (Scale * logp).clamp_max(-1e-12);
        return -scaled * (scaled - LogOneMinus(scaled)).exp();
    }
}
