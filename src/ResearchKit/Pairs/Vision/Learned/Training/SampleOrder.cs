using ResearchKit.Datasets;

namespace ResearchKit.Pairs.Vision.Learned.Training;

/// <summary>Goes through samples in batches, in a new order each time round.</summary>
/// <param name="count">Number of samples.</param>
/// <param name="batch">Samples in a batch; all of them if there are fewer.</param>
/// <param name="draws">Decides the orders.</param>
internal sealed class SampleOrder(int count, int batch, SeededDraws draws)
{
    private readonly int batch = Math.Min(batch, count);
    private int[] order = [];
    private int next;

    /// <summary>The numbers of the next batch's samples; what is left over at the end of a round is skipped.</summary>
    public ReadOnlySpan<int> Next()
    {
        if (next + batch > order.Length)
        {
            order = draws.Permutation(count);
            next = 0;
        }
        next += batch;
        return order.AsSpan(next - batch, batch);
    }
}
