using ResearchKit.Losses.Contract;

namespace ResearchKit.Experiments.Explorations;

/// <summary>
/// A laboratory in which a grid of settings can be run. Runs that share their seed and the lab's
/// <see cref="WorldParameters"/> share a world, which is prepared once; a run's result depends on its inputs alone.
/// </summary>
public abstract class ExplorationLab
{
    /// <summary>The labs there are, in order of their names.</summary>
    public static IReadOnlyList<ExplorationLab> All { get; } =
        [new BanditExploration(), new VisionLanguageExploration()];

    /// <summary>The name by which <c>researchkit explore</c> and notebooks find it.</summary>
    public abstract string Name { get; }

    /// <summary>What happens in it, in a sentence.</summary>
    public abstract string Summary { get; }

    /// <summary>What a grid may vary besides the loss and its settings; <c>seed</c> is always among them.</summary>
    public abstract IReadOnlyList<LabParameter> Parameters { get; }

    /// <summary>The parameters that a world is made from, besides the seed.</summary>
    public abstract IReadOnlyList<string> WorldParameters { get; }

    /// <summary>Settings of losses that have another default here than in the catalogue.</summary>
    public virtual IReadOnlyDictionary<string, string> LossDefaults { get; } = new Dictionary<string, string>();

    /// <summary>Seeds of a grid that says nothing of seeds: enough for an interval, few enough to wait for.</summary>
    public virtual int DefaultSeeds => 5;

    /// <summary>The measures of a run, with what they mean and their units.</summary>
    public abstract IReadOnlyDictionary<string, string> Measures { get; }

    /// <summary>The lab of that name.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists those there are.</exception>
    public static ExplorationLab Find(string name) => All.FirstOrDefault(lab => lab.Name == name)
        ?? throw new ArgumentException(
            $"there is no lab '{name}'.{Spelling.Hint(name, All.Select(l => l.Name))} " +
            $"Labs: {string.Join("; ", All.Select(l => $"{l.Name} ({l.Summary})"))}.");

    /// <summary>Null if the lab can train this loss, else why not.</summary>
    public string? Rejects(PreferenceLoss loss)
    {
        var inputs = loss.Inputs;
        var foreign = inputs.Views.Where(v => !Offers(v)).Select(v => v.Name)
            .Concat(inputs.Columns.Where(c => !HasColumn(c)))
            .Concat(inputs.AnswerColumns.Where(c => !HasAnswerColumn(c)))
            .Concat(inputs.TokenColumns.Where(c => !HasTokenColumn(c))).ToArray();
        return foreign.Length == 0 ? null : $"it needs {string.Join(", ", foreign)}, and the lab's pairs have {Pairs}";
    }

    /// <summary>What the lab's pairs have, for messages: "a chosen and a rejected response only".</summary>
    protected abstract string Pairs { get; }

    /// <summary>Whether the lab's pairs have the answer and the image of a view.</summary>
    protected abstract bool Offers(View view);

    /// <summary>Whether the lab's pairs have a column.</summary>
    protected virtual bool HasColumn(string column) => false;

    /// <summary>Whether the lab's answers have a number of that name.</summary>
    protected virtual bool HasAnswerColumn(string column) => false;

    /// <summary>Whether the lab's pairs have a column of tokens, or its model computes it.</summary>
    protected virtual bool HasTokenColumn(string column) => false;

    /// <summary>The value of a parameter that the grid does not name and that has no fixed default.</summary>
    /// <param name="parameter">Its name.</param>
    /// <param name="others">The values that are known.</param>
    public abstract string Derived(string parameter, IReadOnlyDictionary<string, string> others);

    /// <summary>Prepares the world that <paramref name="inputs"/> belong to.</summary>
    /// <param name="inputs">Any run of the world.</param>
    /// <param name="cancellation">Stops the preparation, and later a run.</param>
    /// <returns>What runs a loss in it; called from one thread at a time.</returns>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public abstract Func<RunInputs, PreferenceLoss, RunOutcome> Open(
        RunInputs inputs, CancellationToken cancellation);
}
