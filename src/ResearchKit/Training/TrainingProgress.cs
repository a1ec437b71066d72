namespace ResearchKit.Training;

/// <summary>How far a training is.</summary>
/// <param name="Step">Updates done.</param>
/// <param name="Steps">Updates planned.</param>
/// <param name="Loss">Loss of the batch at the last recorded step.</param>
public readonly record struct TrainingProgress(int Step, int Steps, double Loss);
