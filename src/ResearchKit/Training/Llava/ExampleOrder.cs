using ResearchKit.Datasets;

namespace ResearchKit.Training.Llava;

/// <summary>
/// Which examples make up a step: every epoch goes through all of them in an order of its own, which depends on the
/// seed and the epoch alone, so that a resumed training sees what an uninterrupted one would have seen.
/// </summary>
/// <param name="count">Number of examples.</param>
/// <param name="batch">Examples of a step; all of them if there are fewer, each once.</param>
/// <param name="seed">Decides the orders.</param>
internal sealed class ExampleOrder(int count, int batch, long seed)
{
    private readonly int _batch = Math.Min(batch, count);
    private long _epoch = -1;
    private int[] _order = [];

    /// <summary>The places of a step's examples.</summary>
    public int[] At(int step) => [.. Enumerable.Range(0, _batch).Select(i => Place((long)step * _batch + i))];

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
