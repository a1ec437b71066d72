using ResearchKit.Losses.Contract;

namespace ResearchKit.Losses;

/// <summary>
/// Anchored Preference Optimization, down form: <c>L = s(b lr(y_w)) + 1 - s(b h)</c>, <c>h = lr(y_w) - lr(y_l)</c>,
/// lr = log pi - log ref summed over tokens: both answers become less likely, the rejected one more so. For chosen
/// answers that are worse than what the model writes. Reward: <c>b lr</c>. Policy equal to reference gives 1.
/// </summary>
/// <param name="Beta">b, strength of the KL constraint, above 0.</param>
/// <remarks>
/// D'Oosterlinck et al. 2024, "Anchored Preference Optimization and Contrastive Revisions", APO-down.
/// </remarks>
[Method("apo-down", Title = "APO-down", ArXiv = "2408.06266", Where = "APO-down",
    Paper = "Anchored Preference Optimization and Contrastive Revisions: Addressing Underspecification in Alignment",
    Equation = "s(b lr(w)) + 1 - s(b h)", Equivalent = "TRL: loss_type=\"apo_down\"")]
public sealed record ApoDownLoss([HyperParameter("beta", "(0, inf)")] double Beta = 0.1) : PreferenceLoss
{
    /// <inheritdoc/>
    public override LossInputs Inputs => new([View.Chosen, View.Rejected], TokenReduction.Sum, Reference: true);

    /// <inheritdoc/>
    protected override LossTerms Terms(LossScores scores)
    {
        var chosen = Beta * scores[View.Chosen].LogRatio;
        var rejected = Beta * scores[View.Rejected].LogRatio;
        // 1 - s(x) = s(-x), without cancellation
        return new LossTerms(
            chosen.sigmoid() + (rejected - chosen).sigmoid(), [(View.Chosen, chosen), (View.Rejected, rejected)]);
    }
}
