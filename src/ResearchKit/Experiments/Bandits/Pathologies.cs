using ResearchKit.Training.Bandits;

namespace ResearchKit.Experiments.Bandits;

/// <summary>
/// The three properties of the 3D-Properties paper (arXiv 2406.07327) as numbers of one run: drastic drop of the
/// rejected likelihood, degradation of the chosen one, dispersion to unseen responses. Likelihoods are means over
/// pairs; "half" is the recorded step nearest below the middle of the training.
/// </summary>
/// <param name="RejectedDrop">Change of mean log pi(y-) from start to end, nats.</param>
/// <param name="ChosenLogChange">Change of mean log pi(y+) from start to end, nats.</param>
/// <param name="ChosenChange">Change of mean pi(y+) from start to end.</param>
/// <param name="ChosenLate">Change of mean pi(y+) from half to end.</param>
/// <param name="ChosenBelowPeak">Mean pi(y+) at the end minus its largest value on the way, at most 0.</param>
/// <param name="UnseenChange">Change of the unseen responses' mass from start to end.</param>
/// <param name="UnseenLate">Change of the unseen responses' mass from half to end.</param>
/// <param name="Kl">KL(pi || pi_ref) at the end, nats.</param>
public sealed record Pathologies(
    double RejectedDrop,
    double ChosenLogChange,
    double ChosenChange,
    double ChosenLate,
    double ChosenBelowPeak,
    double UnseenChange,
    double UnseenLate,
    double Kl)
{
    /// <summary>Measures a run.</summary>
    public static Pathologies Of(BanditRun run)
    {
        var path = run.Trajectory;
        var (chosen, unseen) = (path.Chosen(), path.Unseen());
        var (logChosen, logRejected) = (path.LogChosen(), path.LogRejected());
        var half = Array.FindLastIndex(run.Steps, s => s <= run.Steps[^1] / 2);
        return new(
            logRejected[^1] - logRejected[0],
            logChosen[^1] - logChosen[0],
            chosen[^1] - chosen[0],
            chosen[^1] - chosen[half],
            chosen[^1] - chosen.Max(),
            unseen[^1] - unseen[0],
            unseen[^1] - unseen[half],
            path.KlToReference()[^1]);
    }
}
