using ResearchKit.Losses.Contract;
using static ResearchKit.Losses.Formula;

namespace ResearchKit.Losses;

/// <summary>
/// Language and vision preference with a fixed weight, AdaViP's "+Vision" ablation:
/// <c>L = -log s(r_++ - r_+-) - w log s(r_++ - r_-+)</c> with <c>r = b (log pi - log ref)</c> summed over tokens:
/// the chosen answer on the original image against the rejected answer, and against itself on the rejected image.
/// w = 1 is the ablation, w = 0 is DPO. Policy equal to reference gives (1 + w) ln 2.
/// </summary>
/// <param name="Beta">b, strength of the KL constraint, above 0; 0.1 in the paper.</param>
/// <param name="VisionWeight">
/// w, weight of the vision preference relative to the language preference, at least 0.
/// </param>
/// <remarks>
/// "AdaViP: Aligning Multi-modal LLMs via Adaptive Vision-enhanced Preference Optimization", ablation rows "+ Vision"
/// (Table 2) and "No-Adaptive" (Fig. 1).
/// </remarks>
[Method("plus-vision", Title = "+Vision", Where = "Table 2, + Vision", ArXiv = "2504.15619",
    Aliases = ["fixed-vision", "no-adaptive"],
    Paper = "AdaViP: Aligning Multi-modal LLMs via Adaptive Vision-enhanced Preference Optimization",
    Equation = "-log s(r_++ - r_+-) - w log s(r_++ - r_-+),  r = b lr")]
public sealed record PlusVisionLoss(
    [HyperParameter("beta", "(0, inf)")] double Beta = 0.1,
    [HyperParameter("w", "[0, inf)")] double VisionWeight = 1.0) : PreferenceLoss
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
        return new LossTerms(
            language + VisionWeight * vision,
            [(View.Chosen, chosen), (View.Rejected, rejected), (View.RejectedImage, image)],
            ("language", language), ("vision", vision));
    }
}
