using ResearchKit.Losses.Contract;
using static ResearchKit.Losses.Formula;
using static TorchSharp.torch;

namespace ResearchKit.Losses;

/// <summary>
/// AdaViP, adaptive vision-enhanced preference optimization: the chosen answer on the original image (++) must beat
/// the rejected answer on it (+-) and the chosen answer on the rejected image (-+) at once, in a Plackett-Luce model:
/// <c>L = -log s(-log sum_{j != ++} exp(r_j - r_++))</c> with <c>r = b (log pi - log ref)</c> summed over tokens.
/// Its gradient is <c>-b s(log sum_j exp(r_j - r_++)) (grad log pi(++) - sum_j omega_j grad log pi(j))</c> with
/// <c>omega = softmax of the rejected rewards</c>: the rejected sample that the model still rates higher is pushed down
/// more, with no weight to tune. Extras <c>weights/&lt;view&gt;</c> are the omegas. Policy equal to reference gives
/// ln(1 + number of rejected samples).
/// </summary>
/// <param name="Beta">b, strength of the KL constraint, above 0; 0.1 in the paper.</param>
/// <param name="RejectedImages">Number of rejected images, 0 to 64; 1 in the paper, 0 is DPO.</param>
/// <remarks>
/// "AdaViP: Aligning Multi-modal LLMs via Adaptive Vision-enhanced Preference Optimization", Eq. 10-13. With two
/// rejected samples softmax is Eq. 13: <c>omega_{+-} = s(r_{+-} - r_{-+})</c>.
/// </remarks>
[Method("adavip", Title = "AdaViP", Where = "Eq. 10-13", ArXiv = "2504.15619",
    Paper = "AdaViP: Aligning Multi-modal LLMs via Adaptive Vision-enhanced Preference Optimization",
    Equation = "-log s(-log sum_{j in {+-,-+}} exp(r_j - r_++)),  r = b lr")]
public sealed record AdaVipLoss(
    [HyperParameter("beta", "(0, inf)")] double Beta = 0.1,
    [HyperParameter("n_-+", "[0, 64]")] int RejectedImages = 1) : PreferenceLoss
{
    /// <inheritdoc/>
    public override LossInputs Inputs => new([View.Chosen, .. Others], TokenReduction.Sum, Reference: true);

    private IEnumerable<View> Others =>
        Enumerable.Range(1, RejectedImages).Select(View.RejectedImageNumber).Prepend(View.Rejected);

    /// <inheritdoc/>
    protected override LossTerms Terms(LossScores scores)
    {
        var chosen = Beta * scores[View.Chosen].LogRatio;
        var views = Others.ToArray();
        var others = views.Select(v => Beta * scores[v].LogRatio).ToArray();
        var omega = stack(others, 1).softmax(1).unbind(1);
        return new LossTerms(
            NegLogFirst(chosen, others),
            [(View.Chosen, chosen), .. views.Zip(others)],
            [.. views.Zip(omega, (view, weight) => ($"weights/{view.Name}", weight))]);
    }
}
