using ResearchKit.Training.Bandits;

namespace ResearchKit.Experiments.Bandits;

/// <summary>Where a method leaves the policy, averaged over seeds.</summary>
/// <param name="Method">The method's name.</param>
/// <param name="Chosen">Mean pi(y+) at the end.</param>
/// <param name="ChosenBelowPeak">Mean pi(y+) at the end minus its largest value on the way, at most 0.</param>
/// <param name="Rejected">Mean pi(y-) at the end.</param>
/// <param name="RejectedDrop">Change of mean log pi(y-), nats.</param>
/// <param name="Unseen">Mass of the unseen responses at the end.</param>
/// <param name="Kl">KL(pi || pi_ref) at the end, nats.</param>
/// <param name="Accuracy">Share of pairs whose chosen response is the more likely one at the end.</param>
/// <param name="Reward">Expected true reward at the end.</param>
public sealed record MethodOutcome(
    string Method,
    double Chosen,
    double ChosenBelowPeak,
    double Rejected,
    double RejectedDrop,
    double Unseen,
    double Kl,
    double Accuracy,
    double Reward)
{
    /// <summary>Averages a method over the labs it was run in.</summary>
    /// <param name="method">The method's name.</param>
    /// <param name="labs">The labs.</param>
    /// <param name="paths">Per lab, the path of the trained policy.</param>
    public static MethodOutcome Of(
        string method, IReadOnlyList<BanditLab> labs, IReadOnlyList<BanditTrajectory> paths)
    {
        double Mean(Func<BanditTrajectory, double> measure) => paths.Average(measure);
        return new(
            method,
            Mean(p => p.Chosen()[^1]),
            Mean(p => p.Chosen()[^1] - p.Chosen().Max()),
            Mean(p => p.Rejected()[^1]),
            // From the reference, so that a policy without a path can be compared, too.
            Mean(p => p.LogRejected()[^1] - p.ReferenceLogRejected()),
            Mean(p => p.Unseen()[^1]),
            Mean(p => p.KlToReference()[^1]),
            Mean(p => p.Accuracy()[^1]),
            labs.Zip(paths, (l, p) => p.ExpectedReward(l.Truth)[^1]).Average());
    }
}
