using ResearchKit.Losses;
using ResearchKit.Losses.Contract;
using static TorchSharp.torch;

namespace ResearchKit.Recipes;

/// <summary>
/// Squared hinge on the margin of log-ratios: <c>L = max(0, 1 - b h)^2</c> with <c>h = lr(y_w) - lr(y_l)</c>. Smooth
/// where the hinge has its corner. Policy equal to reference gives 1.
/// </summary>
/// <param name="Beta">b, inverse width of the margin, above 0.</param>
[Method("squared-hinge", Title = "Squared hinge", Paper = "A recipe of CONTRIBUTING.md", Where = "Recipe 1",
    Equation = "max(0, 1 - b h)^2,  h = lr(w) - lr(l)")]
public sealed record SquaredHingeLoss([HyperParameter("beta", "(0, inf)")] double Beta = 0.1) : PreferenceLoss
{
    /// <inheritdoc/>
    public override LossInputs Inputs => new([View.Chosen, View.Rejected], TokenReduction.Sum, Reference: true);

    /// <inheritdoc/>
    protected override LossTerms Terms(LossScores scores)
    {
        var chosen = Beta * scores[View.Chosen].LogRatio;
        var rejected = Beta * scores[View.Rejected].LogRatio;
        var loss = nn.functional.relu(1 - (chosen - rejected)).square();
        return new LossTerms(loss, [(View.Chosen, chosen), (View.Rejected, rejected)]);
    }
}
