using ResearchKit.Losses.Contract;
using static ResearchKit.Losses.Formula;

namespace ResearchKit.Losses;

/// <summary>
/// Conditional preference optimization (mDPO):
/// <c>L = -log s(r_++ - r_+-) - log s(r_++ - r_-+) - log s(r_++ - d)</c> with <c>r = b (log pi - log ref)</c> summed
/// over tokens: a language preference, an image preference for the original over a corrupted image, and an anchor that
/// keeps the reward of the chosen answer above d. Policy equal to reference gives <c>2 ln 2 + log(1 + e^d)</c>.
/// </summary>
/// <param name="Beta">b, strength of the KL constraint, above 0.</param>
/// <param name="Anchor">d, reward that the chosen answer is to exceed; 0 in the paper.</param>
/// <remarks>
/// Wang et al. 2024, "mDPO: Conditional Preference Optimization for Multimodal Large Language Models". The paper's
/// rejected image is a random crop of 0 to 20 % of the original; which one it is, is a matter of the data.
/// </remarks>
[Method("mdpo", Title = "mDPO", ArXiv = "2406.11839", Where = "sum of DPO, CoPO and AncPO",
    Paper = "mDPO: Conditional Preference Optimization for Multimodal Large Language Models",
    Equation = "-log s(r_++ - r_+-) - log s(r_++ - r_-+) - log s(r_++ - d),  r = b lr")]
public sealed record MdpoLoss(
    [HyperParameter("beta", "(0, inf)")] double Beta = 0.1,
    [HyperParameter("delta", "(-inf, inf)")] double Anchor = 0.0) : PreferenceLoss
{
    /// <inheritdoc/>
    public override LossInputs Inputs =>
        new([View.Chosen, View.Rejected, View.RejectedImage], TokenReduction.Sum, Reference: true);

    /// <inheritdoc/>
    protected override LossTerms Terms(LossScores scores)
    {
        var chosen = Beta * scores[View.Chosen].LogRatio;
        var rejected = Beta * scores[View.Rejected].LogRatio;
        var image = Beta * scores[View.RejectedImage].LogRatio;
        var language = NegLogSigmoid(chosen - rejected);
        var vision = NegLogSigmoid(chosen - image);
        var anchor = NegLogSigmoid(chosen - Anchor);
        return new LossTerms(
            language + vision + anchor,
            [(View.Chosen, chosen), (View.Rejected, rejected), (View.RejectedImage, image)],
            ("language", language), ("vision", vision), ("anchor", anchor));
    }
}
