using ResearchKit.Losses.Contract;

namespace ResearchKit.Losses;

/// <summary>
/// Supervised fine-tuning: <c>L = -log pi(y)</c> of one view's answer, averaged or summed over its tokens. In a
/// <see cref="WeightedSum"/> it is the supervised term of MPO, RPO or CPO with a weight and a reduction of its own.
/// Reward: <c>log pi(y)</c> in the same reduction.
/// </summary>
/// <param name="View">The view that is learned.</param>
/// <param name="Reduction">mean: cross-entropy per token, as trainers report it; sum: of the whole answer.</param>
/// <remarks>
/// Trainers average over all tokens of a batch, so that a long answer counts more; here every answer counts the same
/// and its tokens are averaged first.
/// </remarks>
[Method("sft", Title = "SFT", Paper = "Training language models to follow instructions with human feedback",
    Where = "Section 3.5, step 1", ArXiv = "2203.02155", Aliases = ["nll", "cross-entropy"],
    Equation = "-log pi(y) / |y|")]
public sealed record SftLoss(
    string View = "chosen",
    [HyperParameter("reduction", "mean|sum")] TokenReduction Reduction = TokenReduction.Mean) : PreferenceLoss
{
    /// <inheritdoc/>
    public override LossInputs Inputs => new([Contract.View.Named(View)], Reduction, Reference: false);

    /// <inheritdoc/>
    protected override LossTerms Terms(LossScores scores)
    {
        var view = Inputs.Views[0];
        var logp = scores[view].Policy;
        return new LossTerms(-logp, [(view, logp)]);
    }
}
