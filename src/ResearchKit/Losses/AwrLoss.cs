using ResearchKit.Losses.Contract;

namespace ResearchKit.Losses;

/// <summary>
/// Advantage-weighted regression: <c>L = -min(exp(A/b), c) log pi(y)</c>, log-probability summed over tokens, with the
/// answer's advantage A (answer column <c>advantage</c>): supervised learning in which good answers count more, the
/// projection of the KL-regularized optimum on the policy class. Reward: A.
/// </summary>
/// <param name="Beta">b, temperature, above 0.</param>
/// <param name="MaxWeight">c, largest weight, above 0.</param>
/// <remarks>Peng et al. 2019.</remarks>
[Method("awr", Title = "AWR", ArXiv = "1910.00177", Where = "Algorithm 1",
    Paper = "Advantage-Weighted Regression: Simple and Scalable Off-Policy Reinforcement Learning",
    Equation = "-min(exp(A/b), c) log pi(y)",
    Equivalent = "the released code: weight_clip = c, temp = b")]
public sealed record AwrLoss(
    [HyperParameter("beta", "(0, inf)")] double Beta = 1.0,
    [HyperParameter("omega_max", "(0, inf)")] double MaxWeight = 20.0) : PreferenceLoss
{
    /// <inheritdoc/>
    public override LossInputs Inputs => new([View.Sample], TokenReduction.Sum, Reference: false)
    {
        AnswerColumns = [TokenColumn.Advantage],
    };

    /// <inheritdoc/>
    protected override LossTerms Terms(LossScores scores)
    {
        var advantage = scores[View.Sample].Column(TokenColumn.Advantage);
        var weight = (advantage / Beta).clamp_max(Math.Log(MaxWeight)).exp();
        return new LossTerms(
            -weight * scores[View.Sample].Policy, [(View.Sample, advantage)], ("weight", weight));
    }
}
