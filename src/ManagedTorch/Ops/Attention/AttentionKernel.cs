namespace ManagedTorch.Kernels;

/// <summary>
/// softmax(q kᵀ / √width + mask) v and its gradients, one head after the other in groups of query rows: the weights
/// live in scratch memory alone. The forward pass keeps the largest score and the sum of exponentials of every
/// row, from which the backward pass makes the same weights again (Dao et al., "FlashAttention", 2022, without its
/// blocks over keys). Threads split heads; sums over queries run in order.
/// </summary>
internal static unsafe class Attention
{
    /// <summary>
    /// Query rows that are made together, at every vector width: the tallest tile. Causal rows end at their group's
    /// last key.
    /// </summary>
    internal const int Group = 12;

    /// <summary>
    /// Query rows of a block of the backward pass. Part of no result: a product goes on from block to block where it
    /// was.
    /// </summary>
    internal const int Block = 5 * Group;

    /// <summary>Multiply-adds that a thread takes at least.</summary>
    private const long SharedWork = 1 << 19;

    /// <summary>Writes y, and the largest score and the sum of exponentials of each row [batch, heads,
    /// queries].</summary>
    public static void Forward<T>(
        in AttentionSizes sizes, Heads<T> q, Heads<T> k, Heads<T> v, Heads<T> mask, Heads<T> y, Span<T> max,
        Span<T> sum)
        where T : unmanaged
    {
        Check(sizes, q, k, v, mask, max, sum);
        y.Check("y", sizes, sizes.Queries, sizes.ValueWidth);
        fixed (T* pq = q.Memory, pk = k.Memory, pv = v.Memory, pm = mask.Memory, py = y.Memory, px = max, ps = sum)
        {
            var inputs = new AttentionInputs
            {
                Sizes = sizes, Q = new(pq, q.Strides), K = new(pk, k.Strides), V = new(pv, v.Strides),
                Mask = new(pm, mask.Strides), Max = px, Sum = ps,
            };
            Run<AttentionForward, T>(new() { In = inputs, Y = new(py, y.Strides) }, sizes);
        }
    }

    /// <summary>Writes those gradients that are not absent.</summary>
    public static void Backward<T>(
        in AttentionSizes sizes, Heads<T> q, Heads<T> k, Heads<T> v, Heads<T> mask, Span<T> max, Span<T> sum,
        Heads<T> grad, Heads<T> gq, Heads<T> gk, Heads<T> gv) where T : unmanaged
    {
        Check(sizes, q, k, v, mask, max, sum);
        grad.Check("The gradient", sizes, sizes.Queries, sizes.ValueWidth);
        if (!gq.IsAbsent) gq.Check("The gradient of q", sizes, sizes.Queries, sizes.Width);
        if (!gk.IsAbsent) gk.Check("The gradient of k", sizes, sizes.Keys, sizes.Width);
        if (!gv.IsAbsent) gv.Check("The gradient of v", sizes, sizes.Keys, sizes.ValueWidth);
        fixed (T* pq = q.Memory, pk = k.Memory, pv = v.Memory, pm = mask.Memory, px = max, ps = sum)
        fixed (T* pg = grad.Memory, oq = gq.Memory, ok = gk.Memory, ov = gv.Memory)
        {
            var inputs = new AttentionInputs
            {
                Sizes = sizes, Q = new(pq, q.Strides), K = new(pk, k.Strides), V = new(pv, v.Strides),
                Mask = new(pm, mask.Strides), Max = px, Sum = ps,
            };
            Run<AttentionBackward, T>(
                new()
                {
                    In = inputs, G = new(pg, grad.Strides), Gq = new(oq, gq.Strides), Gk = new(ok, gk.Strides),
                    Gv = new(ov, gv.Strides)
                },
                sizes);
        }
    }

    private static void Run<TWork, T>(TWork work, in AttentionSizes sizes)
        where TWork : struct, IFixedLaneWork where T : unmanaged
    {
        long each = (long)sizes.Queries * sizes.Keys * (sizes.Width + sizes.ValueWidth);
        FixedLaneReduction.For<TWork, T>(work, sizes.Batch * sizes.Heads, (int)((SharedWork / Math.Max(each, 1)) + 1));
    }

    private static void Check<T>(
        in AttentionSizes sizes, Heads<T> q, Heads<T> k, Heads<T> v, Heads<T> mask, Span<T> max, Span<T> sum)
        where T : unmanaged
    {
        q.Check("q", sizes, sizes.Queries, sizes.Width);
        k.Check("k", sizes, sizes.Keys, sizes.Width);
        v.Check("v", sizes, sizes.Keys, sizes.ValueWidth);
        if (!mask.IsAbsent) mask.Check("The mask", sizes, sizes.Queries, sizes.Keys);
        long rows = (long)sizes.Batch * sizes.Heads * sizes.Queries;
        if (max.Length != rows || sum.Length != rows)
            throw new ArgumentException(
                $"{rows} rows need as many maxima and sums, not {max.Length} and {sum.Length}.");
    }
}
