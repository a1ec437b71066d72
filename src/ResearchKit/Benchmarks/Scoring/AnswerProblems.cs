using ResearchKit.Benchmarks.Reading;

namespace ResearchKit.Benchmarks.Scoring;

/// <summary>A row that was dropped or is worth a look.</summary>
/// <param name="Kind">What kind of problem.</param>
/// <param name="Path">The file.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Id">The item's id, or null.</param>
/// <param name="Text">What is wrong.</param>
public sealed record AnswerProblem(ProblemKind Kind, string Path, int Line, string? Id, string Text)
{
    /// <summary><c>answers.json, line 12, id 7: ...</c></summary>
    public override string ToString() => $"{Path}, line {Line}{(Id is null ? "" : $", id {Id}")}: {Text}";
}

/// <summary>The kinds of problems with a row.</summary>
public enum ProblemKind
{
    /// <summary>No JSON, no id, no text or a wrong type: dropped.</summary>
    Unreadable,

    /// <summary>An item that an earlier row answered: dropped.</summary>
    Duplicate,

    /// <summary>An id that no annotation has: dropped.</summary>
    Unknown,

    /// <summary>Counted, but neither yes nor no, or no rating.</summary>
    Neither,

    /// <summary>An item that an earlier row answered: counted again, as the official script does.</summary>
    Repeated,
}

/// <summary>The problems of a file: all are counted, the first of each kind are kept.</summary>
public sealed class AnswerProblems
{
    /// <summary>How many of each kind are kept with their text.</summary>
    public const int Kept = 20;

    private readonly int[] _counts = new int[Enum.GetValues<ProblemKind>().Length];
    private readonly List<AnswerProblem> _kept = [];

    /// <summary>The first problems of each kind, in the order of the file.</summary>
    public IReadOnlyList<AnswerProblem> First => _kept;

    /// <summary>How many rows were dropped.</summary>
    public int Dropped => this[ProblemKind.Unreadable] + this[ProblemKind.Duplicate] + this[ProblemKind.Unknown];

    /// <summary>How many of a kind there are.</summary>
    public int this[ProblemKind kind] => _counts[(int)kind];

    internal void Add(ProblemKind kind, string path, int line, string? id, string text)
    {
        if (_counts[(int)kind]++ < Kept) _kept.Add(new(kind, path, line, id, text));
    }

    internal BenchmarkException FirstAsError(string path)
    {
        var first = _kept.First(p => p.Kind != ProblemKind.Neither);
        var more = Dropped + this[ProblemKind.Repeated] - 1;
        return new($"{first}{(more > 0 ? $" ({more} more rows of {path} are at fault)" : "")}");
    }
}
