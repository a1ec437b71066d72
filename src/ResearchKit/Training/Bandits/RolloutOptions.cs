namespace ResearchKit.Training.Bandits;

/// <summary>How answers are drawn from a policy in training and judged.</summary>
/// <param name="Group">
/// Answers per prompt and round; 0 takes every answer with its probability, an infinite group.
/// </param>
/// <param name="Epochs">Updates per round, at least 1.</param>
/// <param name="Beta">Weight of log pi/ref that is taken off the reward, at least 0.</param>
/// <param name="Estimator">From rewards and shares of a group to advantages; see <see cref="Advantages"/>.</param>
public sealed record RolloutOptions(
    int Group, int Epochs, double Beta, Func<IReadOnlyList<double>, IReadOnlyList<double>, double[]> Estimator);
