namespace ResearchKit.Pairs.Inspection;

/// <summary>Counts over a collection of pairs.</summary>
/// <param name="Load">Rows, lengths, duplicates and what could not be read.</param>
/// <param name="EditTypes">Pairs by the kind of error in the rejected response, the most frequent first.</param>
/// <param name="Removed">Pairs by what the rejected image lacks, the most frequent first.</param>
/// <param name="Candidates">Images that were tried, in all.</param>
public sealed record PairStatistics(
    LoadReport Load, IReadOnlyList<KeyValuePair<string, int>> EditTypes,
    IReadOnlyList<KeyValuePair<string, int>> Removed, int Candidates)
{
    /// <summary>What gives the rejected responses away without image or question.</summary>
    internal Shortcuts Shortcuts { get; private init; } = Shortcuts.Of([], []);

    /// <summary>Pairs whose rejected image was one of several that fit the response equally badly.</summary>
    internal int Tied { get; private init; }

    /// <summary>Reads through a collection.</summary>
    /// <exception cref="PairFormatException">It cannot be read.</exception>
    public static PairStatistics Of(PairCollection collection)
    {
        var load = new LoadReport();
        Dictionary<string, int> edits = [], removed = [];
        var (candidates, tied) = (0, 0);
        List<string> chosen = [], rejected = [];
        foreach (var (pair, record) in collection.Pairs(load))
        {
            if (chosen.Count < Shortcuts.MostPairs)
            {
                chosen.Add(pair.Chosen);
                rejected.Add(pair.Rejected);
            }
            if (record is null) continue;
            if (record.Ties > 0) tied++;
            if (record.EditType is { } type) edits[type] = edits.GetValueOrDefault(type) + 1;
            removed[record.Chosen.Tag] = removed.GetValueOrDefault(record.Chosen.Tag) + 1;
            candidates += record.Candidates.Count;
        }
        return new(load, Ordered(edits), Ordered(removed), candidates)
        {
            Shortcuts = Shortcuts.Of(chosen, rejected), Tied = tied,
        };
    }

    private static KeyValuePair<string, int>[] Ordered(Dictionary<string, int> counts) =>
        [.. counts.OrderByDescending(c => c.Value).ThenBy(c => c.Key, StringComparer.Ordinal)];
}
