using ResearchKit.Datasets;

namespace ResearchKit.Training.Llava;

/// <summary>
/// Which examples make up a step: every epoch goes through all of them in an order of its own, which depends on the
/// seed and the epoch alone, so that a resumed training sees what an uninterrupted one would have seen.
/// </summary>
internal sealed class ExampleOrder(int count, int batch, long seed)
{
    private long _epoch = -1;
    private int[] _order = [];

    /// <summary>The places of a step's examples.</summary>
    public int[] At(int step) => [.. Enumerable.Range(0, batch).Select(i => Place((long)step * batch + i))];

    private int Place(long position)
    {
        var epoch = position / count;
        if (epoch != _epoch)
        {
            _order = new SeededDraws((seed * 8191 + epoch) & ((1L << 28) - 1), stream: 5).Permutation(count);
            _epoch = epoch;
        }
        return _order[position % count];
    }
}
