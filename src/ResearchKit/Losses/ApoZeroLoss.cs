using ResearchKit.Losses.Contract;

namespace ResearchKit.Losses;

/// <summary>
/// Anchored Preference Optimization, zero form: <c>L = [1 - s(b lr(y_w))] + s(b lr(y_l))</c>, lr = log pi - log ref
/// summed over tokens: the chosen answer becomes more likely than under the reference, the rejected one less, each
/// for itself. For chosen answers that are better than what the model writes. Reward: <c>b lr</c>. Policy equal to
/// reference gives 1.
/// </summary>
/// <param name="Beta">b, strength of the KL constraint, above 0.</param>
/// <remarks>
/// D'Oosterlinck et al. 2024, "Anchored Preference Optimization and Contrastive Revisions", APO-zero.
/// </remarks>
[Method("apo-zero", Title = "APO-zero", ArXiv = "2408.06266", Where = "APO-zero",
    Paper = "Anchored Preference Optimization and Contrastive Revisions: Addressing Underspecification in Alignment",
    Equation = "1 - s(b lr(w)) + s(b lr(l))",
    Equivalent = "TRL: loss_type=\"apo_zero\"")]
public sealed record ApoZeroLoss([HyperParameter("beta", "(0, inf)")] double Beta = 0.1) : PreferenceLoss
{
    /// <inheritdoc/>
    public override LossInputs Inputs => new([View.Chosen, View.Rejected], TokenReduction.Sum, Reference: true);

    /// <inheritdoc/>
    protected override LossTerms Terms(LossScores scores)
    {
        var chosen = Beta * scores[View.Chosen].LogRatio;
        var rejected = Beta * scores[View.Rejected].LogRatio;
        return new LossTerms((-chosen).sigmoid() + rejected.sigmoid(), [(View.Chosen, chosen), (View.Rejected,
            rejected)]);
    }
}
