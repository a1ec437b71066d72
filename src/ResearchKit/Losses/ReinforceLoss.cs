using ResearchKit.Losses.Contract;

namespace ResearchKit.Losses;

/// <summary>
/// REINFORCE: <c>L = -A log pi(y)</c> of a sampled answer, log-probability summed over tokens, with its advantage A
/// (answer column <c>advantage</c>): the plain policy gradient for answers of the current policy. With A the reward
/// minus the mean reward of the group's other answers it is RLOO. Reward: A.
/// </summary>
/// <remarks>Ahmadian et al. 2024; Williams 1992, "Simple statistical gradient-following algorithms".</remarks>
[Method("reinforce", Title = "REINFORCE", ArXiv = "2402.14740", Where = "Eq. 6",
    Paper = "Back to Basics: Revisiting REINFORCE Style Optimization for Learning from Human Feedback in LLMs",
    Equation = "-A log pi(y)",
    Equivalent = "TRL: RLOOConfig with one step per batch")]
public sealed record ReinforceLoss : PreferenceLoss
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
        return new LossTerms(-advantage * scores[View.Sample].Policy, [(View.Sample, advantage)]);
    }
}
