using ResearchKit.Datasets;

namespace ResearchKit.Pairs.Vision.Learned.Training;

/// <summary>Goes through samples in batches, in a new order each time round.</summary>
/// <param name="count">Number of samples.</param>
/// <param name="batch">Samples in a batch; all of them if there are fewer.</param>
/// <param name="draws">Decides the orders.</param>
internal sealed class SampleOrder(int count, int batch, SeededDraws draws)
{
    private readonly int _batch = Math.Min(batch, count);
    private int[] _order = [];
    private int _next;

    /// <summary>The numbers of the next batch's samples; what is left over at the end of a round is skipped.</summary>
    public ReadOnlySpan<int> Next()
    {
        if (_next + _batch > _order.Length)
        {
            _order = draws.Permutation(count);
            _next = 0;
        }
        _next += _batch;
        return _order.AsSpan(_next - _batch, _batch);
    }
}
