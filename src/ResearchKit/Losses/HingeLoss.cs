using ResearchKit.Losses.Contract;
using static TorchSharp.torch;

namespace ResearchKit.Losses;

/// <summary>
/// Hinge loss on normalized log-probabilities: <c>L = max(0, 1 - b h)</c> with <c>h = lr(y_w) - lr(y_l)</c>,
/// lr = log pi - log ref. Pairs whose margin b h exceeds 1 have no gradient. Reward: <c>b lr</c>. Policy equal to
/// reference gives 1.
/// </summary>
/// <param name="Beta">b, inverse width of the margin, above 0.</param>
/// <remarks>
/// Liu et al. 2023, "Statistical Rejection Sampling Improves Preference Optimization", hinge-norm loss. SLiC-HF
/// (Zhao et al. 2023) uses the same hinge without the reference and adds a cross-entropy term; the normalized form is
/// the one that trainers call "hinge" or "SLiC", because it optimizes the same reward as DPO.
/// </remarks>
[Method("hinge", Title = "Hinge", Paper = "Statistical Rejection Sampling Improves Preference Optimization",
    Where = "Sec. 3, hinge-norm", ArXiv = "2309.06657", Aliases = ["slic", "hinge-norm"],
    Equation = "max(0, 1 - b h),  h = lr(w) - lr(l)",
    Equivalent = "TRL: loss_type=\"hinge\"")]
public sealed record HingeLoss([HyperParameter("gamma", "(0, inf)")] double Beta = 0.1) : PreferenceLoss
{
    /// <inheritdoc/>
    public override LossInputs Inputs => new([View.Chosen, View.Rejected], TokenReduction.Sum, Reference: true);

    /// <inheritdoc/>
    protected override LossTerms Terms(LossScores scores)
    {
        var chosen = Beta * scores[View.Chosen].LogRatio;
        var rejected = Beta * scores[View.Rejected].LogRatio;
        var loss = nn.functional.relu(1 - (chosen - rejected));
        return new LossTerms(loss, [(View.Chosen, chosen), (View.Rejected, rejected)]);
    }
}
