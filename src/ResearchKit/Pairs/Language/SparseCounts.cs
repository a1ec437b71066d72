namespace ResearchKit.Pairs.Language;

/// <summary>
/// How often each word stands in each of some texts: of every row only what it holds. A text has tens of words of a
/// vocabulary of thousands.
/// </summary>
/// <param name="Words">Words in the vocabulary: columns.</param>
/// <param name="Rows">For each text its words in order, and their counts (or differences of counts).</param>
internal sealed record SparseCounts(int Words, (int Word, double Count)[][] Rows)
{
    /// <summary>The counts of some texts, over the vocabulary of all of them.</summary>
    public static SparseCounts Of(IEnumerable<string> texts, Func<string, IEnumerable<string>> tokens)
    {
        var vocabulary = new Dictionary<string, int>(StringComparer.Ordinal);
        var rows = texts.Select(text =>
        {
            var counts = new SortedDictionary<int, double>();
            foreach (var token in tokens(text))
            {
                if (!vocabulary.TryGetValue(token, out var word)) vocabulary[token] = word = vocabulary.Count;
                counts[word] = counts.GetValueOrDefault(word) + 1;
            }
            return counts.Select(c => (c.Key, c.Value)).ToArray();
        }).ToArray();
        return new(vocabulary.Count, rows);
    }

    /// <summary>Row minus row: what two texts share cancels out.</summary>
    public static (int Word, double Count)[] Difference((int Word, double Count)[] a, (int Word, double Count)[] b)
    {
        var difference = new SortedDictionary<int, double>();
        foreach (var (word, count) in a) difference[word] = count;
        foreach (var (word, count) in b) difference[word] = difference.GetValueOrDefault(word) - count;
        return [.. difference.Where(d => d.Value != 0).Select(d => (d.Key, d.Value))];
    }
}
