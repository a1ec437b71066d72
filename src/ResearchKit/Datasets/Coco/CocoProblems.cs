namespace ResearchKit.Datasets.Coco;

/// <summary>What was left out of an annotation file for one reason.</summary>
/// <param name="Reason">What was wrong.</param>
/// <param name="Count">How often.</param>
/// <param name="First">Where it was first: <c>annotation 12</c>.</param>
public sealed record CocoProblem(string Reason, int Count, string First);

/// <summary>Counts them while a file is read.</summary>
internal sealed class CocoProblems
{
    private readonly SortedDictionary<string, CocoProblem> _problems = new(StringComparer.Ordinal);

    /// <summary>In alphabetical order.</summary>
    public IReadOnlyList<CocoProblem> All => [.. _problems.Values];

    public void Add(string reason, string where) =>
        _problems[reason] = _problems.TryGetValue(reason, out var before) ? before with { Count = before.Count + 1 }
        : new(reason, 1, where);
}
