using ResearchKit.Losses.Contract;

namespace ResearchKit.Losses;

/// <summary>
/// REBEL, regression to relative rewards: <c>L = ([lr(y_w) - lr(y_l)]/eta - [r_w - r_l])^2</c> with rewards r (answer
/// column <c>score</c>) and lr = log pi - log ref summed over tokens: the gap of log-ratios is made to equal the gap of
/// rewards. With the last iterate as reference each round is a mirror-descent step. Reward: <c>lr/eta</c>.
/// </summary>
/// <param name="Eta">eta, step size, above 0: the inverse of a beta.</param>
/// <remarks>Gao et al. 2024, "REBEL: Reinforcement Learning via Regressing Relative Rewards".</remarks>
[Method("rebel", Title = "REBEL", ArXiv = "2404.16767", Where = "regression objective",
    Paper = "REBEL: Reinforcement Learning via Regressing Relative Rewards",
    Equation = "(h/eta - [r_w - r_l])^2,  h = lr(w) - lr(l)")]
public sealed record RebelLoss([HyperParameter("eta", "(0, inf)")] double Eta = 1.0) : PreferenceLoss
{
    /// <inheritdoc/>
    public override LossInputs Inputs => new([View.Chosen, View.Rejected], TokenReduction.Sum, Reference: true)
    {
        AnswerColumns = ["score"],
    };

    /// <inheritdoc/>
    protected override LossTerms Terms(LossScores scores)
    {
        var chosen = scores[View.Chosen].LogRatio / Eta;
        var rejected = scores[View.Rejected].LogRatio / Eta;
        var gap = scores[View.Chosen].Column("score") - scores[View.Rejected].Column("score");
        return new LossTerms(
            (chosen - rejected - gap).square(), [(View.Chosen, chosen), (View.Rejected, rejected)]);
    }
}
