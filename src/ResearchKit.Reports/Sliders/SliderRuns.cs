using System.Globalization;
using ResearchKit.Experiments;
using ResearchKit.Experiments.Explorations;
using ResearchKit.Losses.Catalogue;
using ResearchKit.Losses.Contract;

namespace ResearchKit.Reports.Sliders;

/// <summary>
/// The runs behind the report's sliders: DPO in the bandit lab of notebook 02, over beta, optimizer and the four kinds
/// of pairs; the number of steps is a place on their curves. What the cache has is not run again.
/// </summary>
internal static class SliderRuns
{
    /// <summary>Seeds that every band is over.</summary>
    public const int Seeds = 5;

    public static readonly string[] Betas = ["0.01", "0.03", "0.1", "0.3", "1", "3"];
    public static readonly string[] Optimizers = ["adamw", "sgd"];
    public static readonly string[] Pairs = ["on-on", "on-off", "off-on", "off-off"];

    /// <summary>The curves that the page shows, and in what order.</summary>
    public static readonly string[] Measures =
        ["chosen", "rejected", "unseen", "log_chosen", "log_rejected", "reward", "kl"];

    /// <summary>What is run.</summary>
    public static ExplorationGrid Grid()
    {
        string[] seeds = [.. Enumerable.Range(0, Seeds).Select(s => s.ToString(CultureInfo.InvariantCulture))];
        return new(ExplorationLab.Find("bandit"), LossCatalogue.Of(typeof(PreferenceLoss).Assembly), ["dpo"],
            [("pairs", Pairs), ("optimizer", Optimizers), ("beta", Betas), ("seed", seeds)]);
    }

    /// <summary>All runs.</summary>
    /// <param name="cache">Where runs are kept.</param>
    /// <param name="threads">Seeds at the same time.</param>
    /// <param name="cancellation">Stops between two runs.</param>
    public static IReadOnlyList<ExplorationRun> Compute(RunCache cache, int threads, CancellationToken cancellation) =>
        new Explorer(ExplorationLab.Find("bandit"), cache).Run(Grid().Runs, threads, cancellation: cancellation).Runs;
}
