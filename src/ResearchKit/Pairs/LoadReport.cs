namespace ResearchKit.Pairs;

/// <summary>What became of the rows of a file. It fills while the pairs are read.</summary>
public sealed class LoadReport
{
    private readonly SortedDictionary<string, DroppedRows> _dropped = new(StringComparer.Ordinal);
    private readonly HashSet<UInt128> _seen = [];

    /// <summary>Rows read, good and bad.</summary>
    public int Rows { get; private set; }

    /// <summary>Rows that became pairs.</summary>
    public int Kept { get; private set; }

    /// <summary>Pairs whose question, responses and images occurred before; they are kept and counted.</summary>
    public int Duplicates { get; private set; }

    /// <summary>Words of the preferred responses.</summary>
    public LengthSummary ChosenWords { get; private set; } = new(0, 0, 0, 0);

    /// <summary>Words of the rejected responses.</summary>
    public LengthSummary RejectedWords { get; private set; } = new(0, 0, 0, 0);

    /// <summary>Why rows were dropped, in alphabetical order.</summary>
    public IReadOnlyCollection<DroppedRows> Dropped => _dropped.Values;

    // 16 bytes are kept of each pair: memory grows, but not with the length of the texts.
    internal void Keep(PreferencePair pair)
    {
        Rows++;
        Kept++;
        var text =
            string.Join('\0', pair.Prompt, pair.Chosen, pair.Rejected, pair.Image, pair.RejectedImage, pair.System);
        var hash = System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text));
        if (!_seen.Add(System.Buffers.Binary.BinaryPrimitives.ReadUInt128LittleEndian(hash))) Duplicates++;
        ChosenWords = ChosenWords.With(Words(pair.Chosen));
        RejectedWords = RejectedWords.With(Words(pair.Rejected));
    }

    internal void Drop(string reason, int row)
    {
        Rows++;
        _dropped[reason] = _dropped.TryGetValue(reason, out var before) ? before with { Count = before.Count + 1 }
            : new(reason, 1, row);
    }

    private static int Words(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;
}

/// <summary>Rows dropped for one reason.</summary>
/// <param name="Reason">What was wrong with them.</param>
/// <param name="Count">How many.</param>
/// <param name="First">The first of them: line of a JSONL file, or element of a JSON list, from 1.</param>
public sealed record DroppedRows(string Reason, int Count, int First);

/// <summary>Lengths of texts.</summary>
/// <param name="Texts">How many.</param>
/// <param name="Least">Words of the shortest; 0 if there are none.</param>
/// <param name="Most">Words of the longest.</param>
/// <param name="Total">Words of all.</param>
public sealed record LengthSummary(int Texts, int Least, int Most, long Total)
{
    /// <summary>Mean number of words; 0 if there are no texts.</summary>
    public double Mean => Texts == 0 ? 0 : (double)Total / Texts;

    internal LengthSummary With(int words) =>
        new(Texts + 1, Texts == 0 ? words : Math.Min(Least, words), Math.Max(Most, words), Total + words);
}
