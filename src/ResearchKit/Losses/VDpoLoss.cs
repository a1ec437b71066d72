using ResearchKit.Losses.Contract;
using TorchSharp;
using static ResearchKit.Losses.Formula;

namespace ResearchKit.Losses;

/// <summary>
/// Vision-guided preference optimization (V-DPO): DPO whose policy is guided away from what it says without the image,
/// <c>log pi^(y) = g log pi(y; I) - (g - 1) log pi(y; I_rand)</c>, and an image preference,
/// <c>L = -log s(b [lr^(y_w) - lr^(y_l)]) - w log s(b [lr(y_w; I) - lr(y_w; I_rand)])</c> with
/// <c>lr^(y) = log pi^(y) - log ref(y; I)</c>: guidance is the policy's alone, and nothing is differentiated through
/// I_rand. Reward of an answer: <c>b lr^</c>; of the other image <c>b lr</c>. Policy equal to reference gives
/// <c>-log s(b (g - 1) [d_w - d_l]) + w ln 2</c>, d = log ref(y; I) - log ref(y; I_rand).
/// </summary>
/// <param name="Beta">b, strength of the KL constraint, above 0.</param>
/// <param name="Guidance">g, at least 1; 1 leaves DPO. The default is ours.</param>
/// <param name="ImageWeight">w, weight of the image preference, at least 0.</param>
/// <remarks>
/// Xie et al. 2024, "V-DPO: Mitigating Hallucination in Large Vision Language Models via Vision-Guided Direct
/// Preference Optimization". I_rand is the rejected image of the data: in the paper a random one, in its released code
/// noise.
/// </remarks>
[Method("v-dpo", Title = "V-DPO", ArXiv = "2411.02712", Where = "guided objective and image term",
    Paper = "V-DPO: Mitigating Hallucination in LVLMs via Vision-Guided Direct Preference Optimization",
    Equation = "-log s(b [lr^(w) - lr^(l)]) - w log s(b [lr(w; I) - lr(w; I_rand)]),  " +
    "lr^(y) = g log pi(y; I) - (g - 1) log pi(y; I_rand) - log ref(y; I)")]
public sealed record VDpoLoss(
    [HyperParameter("beta", "(0, inf)")] double Beta = 0.1,
    [HyperParameter("g", "[1, inf)")] double Guidance = 1.5,
    [HyperParameter("w", "[0, inf)")] double ImageWeight = 1.0) : PreferenceLoss
{
    private static readonly View Elsewhere = View.RejectedImage with { Gradient = false };
    private static readonly View RejectedElsewhere = View.RejectedOnRejectedImage with { Gradient = false };

    /// <inheritdoc/>
    public override LossInputs Inputs =>
        new([View.Chosen, View.Rejected, Elsewhere, RejectedElsewhere], TokenReduction.Sum, Reference: true);

    /// <inheritdoc/>
    protected override LossTerms Terms(LossScores scores)
    {
        var chosen = Guided(scores[View.Chosen], scores[Elsewhere]);
        var rejected = Guided(scores[View.Rejected], scores[RejectedElsewhere]);
        var image = Beta * scores[Elsewhere].LogRatio;
        var language = NegLogSigmoid(chosen - rejected);
        var vision = NegLogSigmoid(Beta * scores[View.Chosen].LogRatio - image);
        return new LossTerms(
            language + ImageWeight * vision,
            [(View.Chosen, chosen), (View.Rejected, rejected), (Elsewhere, image)],
            ("language", language), ("vision", vision));
    }

    // b lr^(y): the log-ratio, and what the image adds to the answer's log-probability.
    private torch.Tensor Guided(LossView own, LossView elsewhere) =>
        Beta * (own.LogRatio + (Guidance - 1) * (own.Policy - elsewhere.Policy));
}
