namespace ResearchKit.Benchmarks.Scoring;

/// <summary>
/// Rows of small whole numbers, a byte each until one of them outgrows it: a question adds 0 or 1 to most counters of a
/// benchmark, and a description few more.
/// </summary>
internal sealed class CountBlock(int rows, int width)
{
    private sbyte[]? _narrow = new sbyte[rows * width];
    private int[]? _wide;

    /// <summary>Adds to a row.</summary>
    public void Add(int row, ReadOnlySpan<int> counts)
    {
        for (var i = 0; i < width; i++)
        {
            if (counts[i] == 0) continue;
            var at = row * width + i;
            if (_narrow is null) _wide![at] += counts[i];
            else if (_narrow[at] + (long)counts[i] is >= sbyte.MinValue and <= sbyte.MaxValue and var sum)
                _narrow[at] = (sbyte)sum;
            else Widen()[at] += counts[i];
        }
    }

    /// <summary>Adds a row to sums.</summary>
    public void AddTo(Span<long> sums, int row)
    {
        if (_narrow is { } narrow) for (var i = 0; i < width; i++) sums[i] += narrow[row * width + i];
        else for (var i = 0; i < width; i++) sums[i] += _wide![row * width + i];
    }

    private int[] Widen()
    {
        _wide = Array.ConvertAll(_narrow!, c => (int)c);
        _narrow = null;
        return _wide;
    }
}
