namespace ResearchKit.Pairs.Vision.Learned.Training;

/// <summary>A point of a stage's learning curve.</summary>
/// <param name="Stage">Which network.</param>
/// <param name="Step">Updates so far.</param>
/// <param name="Loss">Mean loss of the batches since the point before.</param>
/// <param name="Validation">Loss on scenes that are not learned from, always the same.</param>
public sealed record CurvePoint(string Stage, int Step, double Loss, double Validation);
