namespace ResearchKit.Benchmarks.Scoring;

/// <summary>
/// What was scored, in a few bytes per answer: per unit of resampling (an image) the sums of the counters, per answer its
/// item, whether it was right, and how long it was.
/// </summary>
public sealed class AnswerTable
{
    private readonly Dictionary<long, int> units = [];
    private readonly List<int> counts = [];
    private readonly List<Row> rows = [];
    private readonly IBenchmarkScorer scorer;

    internal AnswerTable(IBenchmarkScorer scorer) => this.scorer = scorer;

    /// <summary>One answer.</summary>
    /// <param name="Item">The item that was answered; the same in two files of one benchmark.</param>
    /// <param name="Unit">Index of its unit of resampling, see <see cref="CountsOf"/>.</param>
    /// <param name="Correct">Whether it was right; null if that has no meaning.</param>
    /// <param name="Length">Words of the answer.</param>
    public readonly record struct Row(long Item, int Unit, bool? Correct, int Length);

    /// <summary>The answers that count, in the order of the file.</summary>
    public IReadOnlyList<Row> Rows => rows;

    /// <summary>How many units of resampling there are.</summary>
    public int UnitCount => units.Count;

    /// <summary>What one unit is, in the plural.</summary>
    public string Unit => scorer.Unit;

    /// <summary>The keys of the units, by index: the same in two files of one benchmark.</summary>
    public IReadOnlyList<long> UnitKeys => [.. units.Keys];

    /// <summary>The sums of the counters over a unit's answers.</summary>
    public ReadOnlySpan<int> CountsOf(int unit) =>
        System.Runtime.InteropServices.CollectionsMarshal.AsSpan(counts).Slice(unit * Width, Width);

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
            for (var i = 0; i < Width; i++) counts.Add(0);
        }
        var sums = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(counts).Slice(unit * Width, Width);
        for (var i = 0; i < sums.Length; i++) sums[i] += added[i];
        rows.Add(new(score.Item, unit, score.Correct, score.Length));
    }
}
