using ResearchKit.Losses.Contract;
using static ResearchKit.Losses.Formula;

namespace ResearchKit.Losses;

/// <summary>
/// Image preference: <c>L = -log s(b [lr(y_w; I_w) - lr(y_w; I_l)])</c>, lr = log pi - log ref summed over tokens: the
/// same answer must be more likely on the original image than on the rejected one. Reward: <c>b lr</c>. Policy equal
/// to reference gives ln 2. Wrap it with a language loss in a <see cref="WeightedSum"/> to get two-sided objectives.
/// </summary>
/// <param name="Beta">b, strength of the KL constraint, above 0.</param>
/// <param name="StopGradient">
/// Whether the rejected image's log-probability is a constant, as in V-DPO: the loss then raises the likelihood on the
/// original image and never lowers the one on the other.
/// </param>
/// <remarks>
/// The image term alone of Xie et al. 2024, "V-DPO: Mitigating Hallucination in Large Vision Language Models via
/// Vision-Guided Direct Preference Optimization" (random image, no gradient through it; <see cref="VDpoLoss"/> has its
/// guided language term, too); with a gradient it is the image term of mDPO, Re-Align and PaMi-VDPO, which differ in
/// how the image is made.
/// </remarks>
[Method("image-preference", Title = "Image preference", ArXiv = "2411.02712", Where = "image term",
    Paper = "V-DPO: Mitigating Hallucination in LVLMs via Vision-Guided Direct Preference Optimization",
    Equation = "-log s(b [lr(w; I_w) - lr(w; I_l)])", Aliases = ["v-dpo-image"])]
public sealed record ImagePreferenceLoss(
    [HyperParameter("beta", "(0, inf)")] double Beta = 0.1,
    bool StopGradient = true) : PreferenceLoss
{
    private View Image => View.RejectedImage with { Gradient = !StopGradient };

    /// <inheritdoc/>
    public override LossInputs Inputs => new([View.Chosen, Image], TokenReduction.Sum, Reference: true);

    /// <inheritdoc/>
    protected override LossTerms Terms(LossScores scores)
    {
        var chosen = Beta * scores[View.Chosen].LogRatio;
        var image = Beta * scores[Image].LogRatio;
        return new LossTerms(NegLogSigmoid(chosen - image), [(View.Chosen, chosen), (Image, image)]);
    }
}
