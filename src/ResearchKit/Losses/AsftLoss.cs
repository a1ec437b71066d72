using ResearchKit.Losses.Contract;
using static ResearchKit.Losses.Formula;

namespace ResearchKit.Losses;

/// <summary>
/// Aligned Supervised Fine-Tuning: <c>L = -log s(log odds(p_w)) - log s(-log odds(p_l)) - a log p_w</c> with
/// <c>log p = log pi(y)/|y|</c> and <c>odds(p) = p/(1 - p)</c>. Since <c>s(log odds(p)) = p</c>, it equals
/// <c>-(1 + a) log p_w - log(1 - p_l)</c>, which is how it is computed: absolute likelihoods, no comparison of the two
/// answers and no reference. Reward: <c>log odds(p)</c>.
/// </summary>
/// <param name="SftWeight">
/// a, weight of a further supervised term, at least 0; 0 leaves the alignment loss alone. The paper weights the
/// alignment loss instead: <c>-log p_w + lambda L_align</c>, which up to the factor lambda is this loss with a =
/// 1/lambda.
/// </param>
/// <remarks>
/// Wang et al. 2024, "ASFT: Aligned Supervised Fine-Tuning through Absolute Likelihood". p is length-normalized as in
/// ORPO: with p the probability of a whole answer, 1 - p is 1 and the second term vanishes.
/// A mean log-probability above -1e-12 is treated as -1e-12 in 1 - p.
/// </remarks>
[Method("asft", Title = "ASFT", Paper = "ASFT: Aligned Supervised Fine-Tuning through Absolute Likelihood",
    Where = "alignment loss", ArXiv = "2409.10571",
    Equation = "-(1+a) log p_w - log(1 - p_l),  log p = log pi(y)/|y|",
    Equivalent = "the authors' loss at b = 1: ce = a, lambda = 1, or 1/lambda of it at ce = 1, lambda = 1/a")]
public sealed record AsftLoss([HyperParameter("alpha", "[0, inf)")] double SftWeight = 0.0) : PreferenceLoss
{
    /// <inheritdoc/>
    public override LossInputs Inputs => new([View.Chosen, View.Rejected], TokenReduction.Mean, Reference: false);

    /// <inheritdoc/>
    protected override LossTerms Terms(LossScores scores)
    {
        var chosen = scores[View.Chosen].Policy;
        var rejected = scores[View.Rejected].Policy;
        return new LossTerms(
            -(1 + SftWeight) * chosen - LogOneMinus(rejected),
            [(View.Chosen, LogOdds(chosen)), (View.Rejected, LogOdds(rejected))]);
    }
}
