using ResearchKit.Training.Bandits;

namespace ResearchKit.Experiments.Bandits;

/// <summary>
/// What a training did to likelihoods, from its start to its end; the 3D-Properties paper (arXiv 2406.07327) is about
/// these changes. Degradation and dispersion after an initial success are seen by <see cref="TurningPoint"/>.
/// </summary>
/// <param name="RejectedDrop">Change of mean log pi(y-), nats.</param>
/// <param name="ChosenLogChange">Change of mean log pi(y+), nats.</param>
/// <param name="ChosenChange">Change of mean pi(y+).</param>
/// <param name="UnseenChange">Change of the unseen responses' mass.</param>
/// <param name="Kl">KL(pi || pi_ref) at the end, nats.</param>
public sealed record Pathologies(
    double RejectedDrop, double ChosenLogChange, double ChosenChange, double UnseenChange, double Kl)
{
    /// <summary>Measures a run.</summary>
    public static Pathologies Of(BanditRun run)
    {
        static double Change(double[] curve) => curve[^1] - curve[0];
        var path = run.Trajectory;
        return new(
            Change(path.LogRejected()), Change(path.LogChosen()), Change(path.Chosen()), Change(path.Unseen()),
            path.KlToReference()[^1]);
    }
}
