using ResearchKit.Losses.Contract;
using static ResearchKit.Losses.Formula;

namespace ResearchKit.Losses;

/// <summary>
/// Odds Ratio Preference Optimization:
/// <c>L = -log p_w - lambda log s(log odds(p_w) - log odds(p_l))</c> with <c>log p = log pi(y)/|y|</c> and
/// <c>odds(p) = p/(1 - p)</c>: supervised fine-tuning on the chosen answer and a preference term in one, without a
/// reference model. Reward: <c>log odds(p)</c>, the score that the preference term compares.
/// </summary>
/// <param name="Lambda">lambda, weight of the odds-ratio term, at least 0.</param>
/// <remarks>
/// Hong et al. 2024, "ORPO: Monolithic Preference Optimization without Reference Model", Eq. 6 and 7. The paper
/// defines log P(y|x) as the mean over tokens (its Eq. 1), so both the fine-tuning term and the odds are taken from
/// means here; from sums, 1 - p would be 1 for any answer of some length and the odds the probability itself.
/// A mean log-probability above -1e-12 is treated as -1e-12 in 1 - p, which keeps the odds of certain answers finite.
/// </remarks>
[Method("orpo", Title = "ORPO", Paper = "ORPO: Monolithic Preference Optimization without Reference Model",
    Where = "Eq. 6-7", ArXiv = "2403.07691",
    Equation = "-log p_w - lambda log s(log p_w/(1-p_w) - log p_l/(1-p_l)),  log p = log pi(y)/|y|",
    Equivalent = "TRL: ORPOConfig(beta=lambda)")]
public sealed record OrpoLoss([HyperParameter("lambda", "[0, inf)")] double Lambda = 0.1) : PreferenceLoss
{
    /// <inheritdoc/>
    public override LossInputs Inputs => new([View.Chosen, View.Rejected], TokenReduction.Mean, Reference: false);

    /// <inheritdoc/>
    protected override LossTerms Terms(LossScores scores)
    {
        var logp = scores[View.Chosen].Policy;
        var chosen = LogOdds(logp);
        var rejected = LogOdds(scores[View.Rejected].Policy);
        var preference = NegLogSigmoid(chosen - rejected);
        return new LossTerms(
            -logp + Lambda * preference,
            [(View.Chosen, chosen), (View.Rejected, rejected)],
            ("sft", -logp), ("preference", preference));
    }
}
