using System.Text.RegularExpressions;

namespace ResearchKit.Experiments.Explorations.Slurm;

/// <summary>What a cluster must know of an array job.</summary>
public sealed partial record SlurmOptions
{
    // What a submission sets itself; another value would lose its tasks or their results.
    private static readonly string[] Own =
        ["array", "a", "output", "o", "error", "e", "chdir", "D", "open-mode", "cpus-per-task", "c", "wait", "W"];

    /// <summary>The partition; the cluster's default if null.</summary>
    public string? Partition { get; init; }

    /// <summary>Time limit of a task as Slurm writes it: minutes, <c>hours:minutes:seconds</c>, or
    /// <c>days-hours</c>; the partition's if null.</summary>
    public string? Time { get; init; }

    /// <summary>The account to charge; the user's default if null.</summary>
    public string? Account { get; init; }

    /// <summary>Further options of sbatch, such as <c>mem=4G</c>, with or without <c>#SBATCH --</c>.</summary>
    public IReadOnlyList<string> Lines { get; init; } = [];

    /// <summary>The most tasks of an array job; clusters often allow 1000.</summary>
    public int Tasks { get; init; } = 100;

    /// <summary>Processors of a task; as many worlds are prepared beside each other.</summary>
    public int Processors { get; init; } = 1;

    /// <summary>How often a run may be in a task that ends without it, until it is given up.</summary>
    public int Attempts { get; init; } = 3;

    /// <summary>Says what is wrong before anything is submitted; whether a name exists, the cluster knows.</summary>
    /// <exception cref="ArgumentException">A time is none of Slurm's forms, a line is no option of sbatch, or a
    /// submission sets it itself.</exception>
    public void Check()
    {
        if (Time is not null && !TimeLimit().IsMatch(Time))
            throw new ArgumentException(
                $"'{Time}' is no time limit of Slurm: write minutes (30), hours:minutes:seconds "
                + "(1:30:00), days-hours (2-12), or days-hours:minutes:seconds.");
        foreach (var _ in Directives(1)) { }
    }

    /// <summary>The <c>#SBATCH</c> lines.</summary>
    /// <param name="tasks">Tasks of this submission.</param>
    /// <exception cref="ArgumentException">A line is not an option, or is one that a submission sets
    /// itself.</exception>
    internal IEnumerable<string> Directives(int tasks)
    {
        // Logs have no path: they are beside the batch file, however its folder is called.
        IEnumerable<(string Name, object? Value)> options =
        [
            ("job-name", "researchkit-explore"), ("array", FormattableString.Invariant($"0-{tasks - 1}")),
            ("output", "%A_%a_log.out"), ("error", "%A_%a_log.err"), ("open-mode", "append"), ("nodes", 1),
            ("ntasks", 1), ("cpus-per-task", Processors), ("partition", Partition), ("time", Time),
            ("account", Account),
        ];
        yield return "--requeue";
        foreach (var (name, value) in options)
            if (value is not null) yield return Word(FormattableString.Invariant($"--{name}={value}"));
        foreach (var line in Lines) yield return Line(line);
    }

    private static string Line(string text)
    {
        const string mark = "#SBATCH";
        var line = text.StartsWith(mark, StringComparison.Ordinal) ? text[mark.Length..].Trim() : text.Trim();
        if (!line.StartsWith('-')) line = "--" + line;
        var name = line.TrimStart('-').Split('=', ' ')[0];
        // sbatch ends a value at a space that stands outside of quotes.
        if (line.Split('=', 2) is [var option, var value] && !option.Contains(' ', StringComparison.Ordinal)
            && value.Contains(' ', StringComparison.Ordinal) && !value.Contains('"', StringComparison.Ordinal))
            line = $"{option}=\"{value}\"";
        if (!OptionName().IsMatch(name) || line.EndsWith('=') || line.Any(char.IsControl))
            throw new ArgumentException($"'{text}' is no option of sbatch: write one, such as mem=4G.");
        if (Own.Contains(name))
            throw new ArgumentException($"'{text}': a submission sets --{name} itself.");
        return line;
    }

    private static string Word(string option) => option.Any(c => char.IsWhiteSpace(c) || char.IsControl(c))
        ? throw new ArgumentException($"'{option}' has a space in it.")
        : option;

    [GeneratedRegex(@"\A(\d+(:[0-5]?\d){0,2}|\d+-\d+(:[0-5]?\d){0,2}|UNLIMITED|INFINITE)\z", RegexOptions.IgnoreCase)]
    private static partial Regex TimeLimit();

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9-]*\z")]
    private static partial Regex OptionName();
}
