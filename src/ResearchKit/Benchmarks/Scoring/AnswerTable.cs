namespace ResearchKit.Benchmarks.Scoring;

/// <summary>
/// What was scored, in a few bytes per answer: per unit of resampling (an image) the sums of the counters, per answer
/// its item, whether it was right, and how long it was. Kept in blocks: a list that doubles would need three times the
/// memory.
/// </summary>
public sealed class AnswerTable
{
    private const int BlockSize = 1024;
    private readonly Dictionary<long, int> _units = [];
    private readonly List<CountBlock> _counts = [];
    private readonly List<Packed[]> _rows = [];
    private readonly IBenchmarkScorer _scorer;

    internal AnswerTable(IBenchmarkScorer scorer) => _scorer = scorer;

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
                var row = _rows[i / BlockSize][i % BlockSize];
                yield return new(row.Item, row.Correct < 0 ? null : row.Correct == 1, row.Length);
            }
        }
    }

    /// <summary>How many units of resampling there are.</summary>
    public int UnitCount => _units.Count;

    /// <summary>What one unit is, in the plural.</summary>
    public string Unit => _scorer.Unit;

    /// <summary>The keys of the units, by index: the same in two files of one benchmark.</summary>
    public IReadOnlyList<long> UnitKeys => [.. _units.Keys];

    /// <summary>Adds the counters of a unit's answers to sums.</summary>
    /// <param name="sums">One number for each counter.</param>
    /// <param name="unit">Index of the unit.</param>
    public void AddTo(Span<long> sums, int unit) => _counts[unit / BlockSize].AddTo(sums, unit % BlockSize);

    /// <summary>The number of counters.</summary>
    public int Width => _scorer.Counters.Count;

    /// <summary>The metrics of sums of counters, such as those of a resample.</summary>
    public IReadOnlyList<Metric> Metrics(ReadOnlySpan<long> sums) => _scorer.Metrics(sums);

    /// <summary>The sums over all units.</summary>
    public long[] Sums()
    {
        var sums = new long[Width];
        for (var unit = 0; unit < UnitCount; unit++) AddTo(sums, unit);
        return sums;
    }

    internal void Add(in AnswerScore score, ReadOnlySpan<int> added)
    {
        if (!_units.TryGetValue(score.Cluster, out var unit))
        {
            _units.Add(score.Cluster, unit = _units.Count);
            if (unit % BlockSize == 0) _counts.Add(new(BlockSize, Width));
        }
        _counts[unit / BlockSize].Add(unit % BlockSize, added);
        if (Count % BlockSize == 0) _rows.Add(new Packed[BlockSize]);
        _rows[^1][Count++ % BlockSize] = new(
            score.Item, (sbyte)(score.Correct is { } right ? right ? 1 : 0 : -1),
            (short)Math.Min(score.Length, short.MaxValue));
    }

    private readonly record struct Packed(long Item, sbyte Correct, short Length);
}
