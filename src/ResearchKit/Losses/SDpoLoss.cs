using ResearchKit.Losses.Contract;
using static ResearchKit.Losses.Formula;
using static TorchSharp.torch;

namespace ResearchKit.Losses;

/// <summary>
/// Softmax DPO, one preferred answer against several: <c>L = -log s(-log sum_{l} exp(b [lr(l) - lr(w)]))</c>,
/// lr = log pi - log ref summed over tokens. The gradient weights the rejected answers by the softmax of their
/// rewards, so hard negatives count more (extras <c>weights/&lt;view&gt;</c>). Reward: <c>b lr</c>. One rejected answer
/// is DPO; two, the language-rejected and the vision-rejected sample, are AdaViP. Policy equal to reference gives
/// ln(1 + number of rejected answers).
/// </summary>
/// <param name="Beta">b, strength of the KL constraint, above 0.</param>
/// <param name="Negatives">
/// Number of rejected answers: views <c>rejected</c>, <c>rejected_2</c>, ...; 3 in the paper's experiments.
/// </param>
/// <remarks>Chen et al. 2024, "On Softmax Direct Preference Optimization for Recommendation".</remarks>
[Method("s-dpo", Title = "S-DPO", Paper = "On Softmax Direct Preference Optimization for Recommendation",
    Where = "S-DPO loss", ArXiv = "2406.09215", Aliases = ["softmax-dpo"],
    Equation = "-log s(-log sum_l exp(b [lr(l) - lr(w)]))")]
public sealed record SDpoLoss(
    [HyperParameter("beta", "(0, inf)")] double Beta = 0.1,
    [HyperParameter("N", "[1, 64]")] int Negatives = 3) : PreferenceLoss
{
    /// <inheritdoc/>
    public override LossInputs Inputs => new([View.Chosen, .. Others], TokenReduction.Sum, Reference: true);

    private IEnumerable<View> Others => Enumerable.Range(1, Negatives).Select(View.RejectedNumber);

    /// <inheritdoc/>
    protected override LossTerms Terms(LossScores scores)
    {
        var chosen = Beta * scores[View.Chosen].LogRatio;
        var views = Others.ToArray();
        var others = views.Select(v => Beta * scores[v].LogRatio).ToArray();
        var weights = stack(others, 1).softmax(1).unbind(1);
        return new LossTerms(
            NegLogFirst(chosen, others),
            [(View.Chosen, chosen), .. views.Zip(others)],
            [.. views.Zip(weights, (view, weight) => ($"weights/{view.Name}", weight))]);
    }
}
