using ResearchKit.Training.Bandits;

namespace ResearchKit.Experiments.Bandits;

/// <summary>Where a method leaves the policy: means over seeds with their intervals.</summary>
/// <param name="Method">The method's name.</param>
/// <param name="Chosen">pi(y+) at the end.</param>
/// <param name="Rejected">pi(y-) at the end.</param>
/// <param name="RejectedDrop">Change of mean log pi(y-) from the reference, nats.</param>
/// <param name="Unseen">Mass of the unseen responses at the end.</param>
/// <param name="Kl">KL(pi || pi_ref) at the end, nats.</param>
/// <param name="Accuracy">Share of pairs whose chosen response is the more likely one at the end.</param>
/// <param name="Reward">Expected true reward at the end.</param>
/// <param name="Kept">Share of prompts that end on their chosen response: it is the most likely one.</param>
public sealed record MethodOutcome(
    string Method,
    ConfidenceInterval Chosen,
    ConfidenceInterval Rejected,
    ConfidenceInterval RejectedDrop,
    ConfidenceInterval Unseen,
    ConfidenceInterval Kl,
    ConfidenceInterval Accuracy,
    ConfidenceInterval Reward,
    ConfidenceInterval Kept)
{
    /// <summary>Averages a method over the labs it was run in.</summary>
    /// <param name="method">The method's name.</param>
    /// <param name="labs">The labs, at least two.</param>
    /// <param name="paths">Per lab, the path of the trained policy.</param>
    public static MethodOutcome Of(
        string method, IReadOnlyList<BanditLab> labs, IReadOnlyList<BanditTrajectory> paths)
    {
        ConfidenceInterval Mean(Func<BanditTrajectory, double> measure) =>
            ConfidenceInterval.OfMean(paths.Select(measure));
        return new(
            method,
            Mean(p => p.Chosen()[^1]),
            Mean(p => p.Rejected()[^1]),
            // From the reference, so that a policy without a path can be compared, too.
            Mean(p => p.LogRejected()[^1] - p.ReferenceLogRejected()),
            Mean(p => p.Unseen()[^1]),
            Mean(p => p.KlToReference()[^1]),
            Mean(p => p.Accuracy()[^1]),
            ConfidenceInterval.OfMean(labs.Zip(paths, (l, p) => p.ExpectedReward(l.Truth)[^1])), Mean(KeepsChosen));
    }

    private static double KeepsChosen(BanditTrajectory path)
    {
        var probabilities = path.Probabilities(path.Steps.Length - 1);
        return path.Data.Pairs.Average(pair => Enumerable.Range(0, probabilities.GetLength(1))
            .MaxBy(y => probabilities[pair.Prompt, y]) == pair.Chosen ? 1.0 : 0);
    }
}
