using ResearchKit.Losses.Contract;

namespace ResearchKit.Losses;

/// <summary>
/// Identity Preference Optimization: <c>L = (h - 1/(2 b))^2</c> with
/// <c>h = lr(y_w) - lr(y_l)</c>, lr = log pi - log ref. The squared loss pulls the log-ratio gap to 1/(2b) and no
/// further, so deterministic preferences cannot drive it to infinity. Reward: <c>b lr</c>, whose margin is pulled
/// to 1/2. Policy equal to reference gives 1/(4 b^2).
/// </summary>
/// <param name="Beta">b, the paper's tau, strength of the KL constraint, above 0.</param>
/// <param name="Reduction">
/// sum: the log-ratio of whole answers, as the paper writes pi(y) and as the reference DPO code computes it. mean: the
/// log-ratio per token, which TRL uses and which, by its note, the paper's authors used for their results; 1/(2b) is
/// then a gap per token.
/// </param>
/// <remarks>
/// Azar et al. 2023, "A General Theoretical Paradigm to Understand Learning from Human Preferences", Eq. 17.
/// The two reductions agree on answers of one token. On a text of 30 tokens a gap of 1/(2b) per token is 30 times the
/// gap of the sums: settings of one convention cannot be used in the other.
/// </remarks>
[Method("ipo", Title = "IPO", Paper = "A General Theoretical Paradigm to Understand Learning from Human Preferences",
    Where = "Eq. 17", ArXiv = "2310.12036", Equation = "(h - 1/(2b))^2,  h = lr(w) - lr(l)",
    Equivalent = "TRL: loss_type=\"ipo\" with reduction=mean; the DPO reference code's ipo with reduction=sum")]
public sealed record IpoLoss(
    [HyperParameter("tau", "(0, inf)")] double Beta = 0.1,
    [HyperParameter("reduction", "sum|mean")] TokenReduction Reduction = TokenReduction.Sum) : PreferenceLoss
{
    /// <inheritdoc/>
    public override LossInputs Inputs => new([View.Chosen, View.Rejected], Reduction, Reference: true);

    /// <inheritdoc/>
    protected override LossTerms Terms(LossScores scores)
    {
        var chosen = scores[View.Chosen].LogRatio;
        var rejected = scores[View.Rejected].LogRatio;
        var loss = (chosen - rejected - 1 / (2 * Beta)).square();
        return new LossTerms(loss, [(View.Chosen, Beta * chosen), (View.Rejected, Beta * rejected)]);
    }
}
