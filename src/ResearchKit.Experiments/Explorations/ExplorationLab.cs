using ResearchKit.Losses.Contract;

namespace ResearchKit.Experiments.Explorations;

/// <summary>
/// A laboratory in which a grid of settings can be run. Runs that share their seed and the lab's
/// <see cref="WorldParameters"/> share a world, which is prepared once; a run's result depends on its inputs alone.
/// </summary>
public abstract class ExplorationLab
{
    /// <summary>The labs there are, in order of their names.</summary>
    public static IReadOnlyList<ExplorationLab> All { get; } = [new BanditExploration()];

    /// <summary>The name by which <c>researchkit explore</c> and notebooks find it.</summary>
    public abstract string Name { get; }

    /// <summary>What happens in it, in a sentence.</summary>
    public abstract string Summary { get; }

    /// <summary>What a grid may vary besides the loss and its settings; <c>seed</c> is always among them.</summary>
    public abstract IReadOnlyList<LabParameter> Parameters { get; }

    /// <summary>The parameters that a world is made from, besides the seed.</summary>
    public abstract IReadOnlyList<string> WorldParameters { get; }

    /// <summary>The measures of a run, with what they mean and their units.</summary>
    public abstract IReadOnlyDictionary<string, string> Measures { get; }

    /// <summary>The lab of that name.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists those there are.</exception>
    public static ExplorationLab Find(string name) => All.FirstOrDefault(lab => lab.Name == name)
        ?? throw new ArgumentException(
            $"there is no lab '{name}'. Labs: {string.Join("; ", All.Select(l => $"{l.Name} ({l.Summary})"))}.");

    /// <summary>Null if the lab can train this loss, else why not.</summary>
    public abstract string? Rejects(PreferenceLoss loss);

    /// <summary>The value of a parameter that the grid does not name and that has no fixed default.</summary>
    /// <param name="parameter">Its name.</param>
    /// <param name="others">The values that are known.</param>
    public abstract string Derived(string parameter, IReadOnlyDictionary<string, string> others);

    /// <summary>Prepares the world that <paramref name="inputs"/> belong to.</summary>
    /// <returns>What runs a loss in it; called from one thread at a time.</returns>
    public abstract Func<RunInputs, PreferenceLoss, RunOutcome> Open(RunInputs inputs);
}
