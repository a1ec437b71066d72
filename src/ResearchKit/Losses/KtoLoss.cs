using ResearchKit.Losses.Contract;
using static TorchSharp.torch;

namespace ResearchKit.Losses;

/// <summary>
/// Kahneman-Tversky Optimization, for answers labeled desirable or undesirable one by one:
/// <c>lambda_D (1 - s(b lr(y) - b z0))</c> for a desirable answer, <c>lambda_U (1 - s(b z0 - b lr(y)))</c> for an
/// undesirable one, lr = log pi - log ref summed over tokens. <c>z0 = max(0, mean over the batch of lr(y'))</c>
/// estimates KL(pi || ref) from answers y' of other prompts; it is the reference point of the value function and
/// carries no gradient. Reward: <c>b (lr - z0)</c>. Policy equal to reference gives half the weight.
/// </summary>
/// <param name="Beta">b, risk aversion and strength of the KL constraint, above 0.</param>
/// <param name="DesirableWeight">lambda_D, weight of a desirable answer, at least 0.</param>
/// <param name="UndesirableWeight">lambda_U, weight of an undesirable answer, at least 0.</param>
/// <remarks>
/// Ethayarajh et al. 2024, "KTO: Model Alignment as Prospect Theoretic Optimization", Eq. 8. View <c>chosen</c> holds
/// the desirable answers, <c>rejected</c> the undesirable ones; a row may have either or both, and its loss is the
/// mean over the answers it has, so that the batch mean is the paper's mean over examples for paired and for one-sided
/// rows. Where the scores lack the optional view <c>mismatched</c>, z0 is the mean over the batch's own answers: no
/// extra forward pass, but those answers were not drawn at random and the estimate is biased.
/// </remarks>
[Method("kto", Title = "KTO", Paper = "KTO: Model Alignment as Prospect Theoretic Optimization", Where = "Eq. 8",
    ArXiv = "2402.01306",
    Equation = "lambda_D (1 - s(b (lr - z0))) if desirable, lambda_U (1 - s(b (z0 - lr))) if not,  z0 = max(0, mean " +
    "lr(y'))",
    Equivalent = "TRL: KTOConfig(desirable_weight, undesirable_weight); its batch holds unpaired answers, a pair " +
    "counts as their mean")]
public sealed record KtoLoss(
    [HyperParameter("beta", "(0, inf)")] double Beta = 0.1,
    [HyperParameter("lambda_D", "[0, inf)")] double DesirableWeight = 1.0,
    [HyperParameter("lambda_U", "[0, inf)")] double UndesirableWeight = 1.0) : PreferenceLoss
{
    /// <inheritdoc/>
    public override LossInputs Inputs => new([View.Chosen, View.Rejected], TokenReduction.Sum, Reference: true)
    {
        OptionalViews = [View.Mismatched],
        Unpaired = true,
        CouplesBatch = true,
    };

    /// <inheritdoc/>
    protected override LossTerms Terms(LossScores scores)
    {
        var desirable = scores[View.Chosen];
        var undesirable = scores[View.Rejected];
        var sample = scores.Has(View.Mismatched) ? [scores[View.Mismatched]] : new[] { desirable, undesirable };
        var z0 = ReferencePoint(sample);
        var chosen = Beta * (desirable.LogRatio - z0);
        var rejected = Beta * (undesirable.LogRatio - z0);
        // 1 - s(x) = s(-x), without cancellation
        var (gains, gainCount) = Keep(desirable, DesirableWeight * (-chosen).sigmoid());
        var (losses, lossCount) = Keep(undesirable, UndesirableWeight * rejected.sigmoid());
        var loss = (gains + losses) / (gainCount + lossCount).clamp_min(1);
        return new LossTerms(loss, [(View.Chosen, chosen), (View.Rejected, rejected)],
            ("kl", z0.expand(scores.Batch)));
    }

    private static Tensor ReferencePoint(IEnumerable<LossView> sample)
    {
        var kept = sample.Select(v => Keep(v, v.LogRatio.detach())).ToArray();
        var sum = kept.Select(k => k.Values.sum()).Aggregate((a, b) => a + b);
        var count = kept.Select(k => k.Count.sum()).Aggregate((a, b) => a + b);
        return (sum / count.clamp_min(1)).clamp_min(0);
    }

    /// <summary>The values of the rows that have the view, 0 elsewhere, and 1 or 0 per row.</summary>
    private static (Tensor Values, Tensor Count) Keep(LossView view, Tensor values) => view.Present is { } present
        ? (where(present, values, zeros_like(values)), present.to_type(values.dtype))
        : (values, ones_like(values));
}
