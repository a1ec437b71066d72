using ResearchKit.Datasets.Bandits;

namespace ResearchKit.Training.Bandits;

/// <summary>Everything that one training of a bandit left behind, as plain numbers.</summary>
/// <param name="History">Loss, rewards, margins and accuracy at the recorded steps.</param>
/// <param name="Trajectory">The policy's whole table at the recorded steps.</param>
/// <param name="ChosenGradients">
/// |dL/dpi(y+ | x)| of each pair's own loss, <c>[recorded][pair]</c>; see <see cref="ProbabilityGradients"/>.
/// </param>
/// <param name="RejectedGradients">The same for y-. Both are empty if the training did not record them.</param>
public sealed record BanditRun(
    TrainingRun History, BanditTrajectory Trajectory, double[][] ChosenGradients, double[][] RejectedGradients)
{
    /// <summary>The comparisons of the run.</summary>
    public BanditPreferences Data => Trajectory.Data;

    /// <summary>Updates done at each record.</summary>
    public int[] Steps => History.Steps;
}
