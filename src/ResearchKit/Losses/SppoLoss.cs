using ResearchKit.Losses.Contract;

namespace ResearchKit.Losses;

/// <summary>
/// Self-Play Preference Optimization on pairs: <c>L = (lr(y_w) - 1/(2 b))^2 + (lr(y_l) + 1/(2 b))^2</c>,
/// lr = log pi - log ref summed over tokens. Each answer has its own target, so the chosen log-ratio is pulled up and
/// not merely above the rejected one. Reward: <c>b lr</c>. Policy equal to reference gives 1/(2 b^2).
/// </summary>
/// <param name="Beta">b, the inverse of the paper's step size eta, above 0.</param>
/// <remarks>
/// Wu et al. 2024, "Self-Play Preference Optimization for Language Model Alignment", the square loss with hard labels:
/// the winner's win rate is taken as 1, the loser's as 0.
/// </remarks>
[Method("sppo", Title = "SPPO", ArXiv = "2405.00675", Where = "square loss with hard labels", Aliases = ["sppo-hard"],
    Paper = "Self-Play Preference Optimization for Language Model Alignment",
    Equation = "(lr(w) - 1/(2b))^2 + (lr(l) + 1/(2b))^2",
    Equivalent = "TRL: loss_type=\"sppo_hard\"")]
public sealed record SppoLoss([HyperParameter("1/eta", "(0, inf)")] double Beta = 0.1) : PreferenceLoss
{
    /// <inheritdoc/>
    public override LossInputs Inputs => new([View.Chosen, View.Rejected], TokenReduction.Sum, Reference: true);

    /// <inheritdoc/>
    protected override LossTerms Terms(LossScores scores)
    {
        var chosen = scores[View.Chosen].LogRatio;
        var rejected = scores[View.Rejected].LogRatio;
        var target = 1 / (2 * Beta);
        return new LossTerms(
            (chosen - target).square() + (rejected + target).square(),
            [(View.Chosen, Beta * chosen), (View.Rejected, Beta * rejected)]);
    }
}
