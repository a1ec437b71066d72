namespace ResearchKit.Benchmarks.Scoring;

/// <summary>
/// What was scored, in a few bytes per answer: per unit of resampling (an image) the sums of the counters, per answer
/// its item, whether it was right, and how long it was. Kept in blocks: a list that doubles would need three times the
/// memory.
/// </summary>
public sealed class AnswerTable
{
    private const int BlockSize = 1024;
    private readonly Dictionary<long, int> units = [];
    private readonly List<int[]> counts = [];
    private readonly List<Packed[]> rows = [];
    private readonly IBenchmarkScorer scorer;

    internal AnswerTable(IBenchmarkScorer scorer) => this.scorer = scorer;

    /// <summary>One answer.</summary>
    /// <param name="Item">The item that was answered, the same in two files of one benchmark; negative if it has
    /// none.</param>
    /// <param name="Correct">Whether it was right; null if that has no meaning.</param>
    /// <param name="Length">Words of the answer, at most 32,767.</param>
    public readonly record struct Row(long Item, bool? Correct, int Length);

    /// <summary>The number of answers that count.</summary>
    public int Count { get; private set; }

    /// <summary>The answers that count, in the order of the file.</summary>
    public IEnumerable<Row> Rows
    {
        get
        {
            for (var i = 0; i < Count; i++)
            {
                var row = rows[i / BlockSize][i % BlockSize];
                yield return new(row.Item, row.Correct < 0 ? null : row.Correct == 1, row.Length);
            }
        }
    }

    /// <summary>How many units of resampling there are.</summary>
    public int UnitCount => units.Count;

    /// <summary>What one unit is, in the plural.</summary>
    public string Unit => scorer.Unit;

    /// <summary>The keys of the units, by index: the same in two files of one benchmark.</summary>
    public IReadOnlyList<long> UnitKeys => [.. units.Keys];

    /// <summary>The sums of the counters over a unit's answers.</summary>
    public ReadOnlySpan<int> CountsOf(int unit) => counts[unit / BlockSize].AsSpan(unit % BlockSize * Width, Width);

    /// <summary>The number of counters.</summary>
    public int Width => scorer.Counters.Count;

    /// <summary>The metrics of sums of counters, such as those of a resample.</summary>
    public IReadOnlyList<Metric> Metrics(ReadOnlySpan<long> sums) => scorer.Metrics(sums);

    /// <summary>The sums over all units.</summary>
    public long[] Sums()
    {
        var sums = new long[Width];
        for (var unit = 0; unit < UnitCount; unit++)
        {
            var row = CountsOf(unit);
            for (var i = 0; i < sums.Length; i++) sums[i] += row[i];
        }
        return sums;
    }

    internal void Add(in AnswerScore score, ReadOnlySpan<int> added)
    {
        if (!units.TryGetValue(score.Cluster, out var unit))
        {
            units.Add(score.Cluster, unit = units.Count);
            if (unit % BlockSize == 0) counts.Add(new int[BlockSize * Width]);
        }
        var sums = counts[unit / BlockSize].AsSpan(unit % BlockSize * Width, Width);
        for (var i = 0; i < sums.Length; i++) sums[i] += added[i];
        if (Count % BlockSize == 0) rows.Add(new Packed[BlockSize]);
        rows[^1][Count++ % BlockSize] = new(
            score.Item, (sbyte)(score.Correct is { } right ? right ? 1 : 0 : -1),
            (short)Math.Min(score.Length, short.MaxValue));
    }

    private readonly record struct Packed(long Item, sbyte Correct, short Length);
}
