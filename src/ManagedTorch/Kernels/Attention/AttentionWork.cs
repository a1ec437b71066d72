using System.Buffers;

namespace ManagedTorch.Kernels;

/// <summary>What both passes read, and the scores of a block of query rows, which both begin with.</summary>
internal unsafe struct AttentionInputs
{
    public AttentionSizes Sizes;
    public HeadPointer Q, K, V, Mask;

    /// <summary>Largest score and sum of exponentials of each row: written forward, read backward.</summary>
    public void* Max, Sum;

    public readonly double Root => Math.Sqrt(Sizes.Width);

    /// <summary>Keys that a block ending before row <paramref name="end"/> sees.</summary>
    public readonly int Seen(int end) => Sizes.Causal ? Math.Min(Sizes.Keys, end) : Sizes.Keys;

    /// <summary>
    /// queries = q / √width [rows, width] and weights = queries kᵀ + mask [rows, seen] of the rows from
    /// <paramref name="first"/> on, before the softmax.
    /// </summary>
    public readonly void Scores<L, T>(int item, int first, int rows, T* queries, T* weights)
        where L : struct, ILanes<L, T> where T : unmanaged
    {
        int seen = Seen(first + rows), width = Sizes.Width;
        AttentionRow<L, T>.Divide(Q.At<T>(item, Sizes.Heads, first), Q.Row, rows, width, L.Const(Root), queries, width);
        Multiply(false, true, rows, seen, width, queries, width, K.At<T>(item, Sizes.Heads), K.Row, weights, seen, false);
        if (Mask.IsAbsent) return;
        for (int r = 0; r < rows; r++)
            AttentionRow<L, T>.Add(weights + ((nint)r * seen), Mask.At<T>(item, Sizes.Heads, first + r), seen);
    }

    /// <summary>A product of matrices given by address and row distance.</summary>
    public static void Multiply<T>(
        bool transA, bool transB, int m, int n, int k, T* a, int lda, T* b, int ldb, T* c, int ldc, bool accumulate)
        where T : unmanaged => Gemm.Multiply(
            transA, transB, m, n, k, Matrix(a, transA ? k : m, transA ? m : k, lda), lda,
            Matrix(b, transB ? n : k, transB ? k : n, ldb), ldb, Matrix(c, m, n, ldc), ldc, accumulate);

    private static Span<T> Matrix<T>(T* first, int rows, int cols, int step) where T : unmanaged =>
        new(first, ((rows - 1) * step) + cols);
}

/// <summary>y = weights v, head by head.</summary>
internal unsafe struct AttentionForward : ISixteen
{
    public AttentionInputs In;
    public HeadPointer Y;

    public readonly void Run<V, T>(int start, int end) where V : struct, ILanes<V, T> where T : unmanaged
    {
        AttentionSizes s = In.Sizes;
        int block = Math.Min(Attention.Block, s.Queries);
        T[] scratch = ArrayPool<T>.Shared.Rent(block * (s.Keys + s.Width));
        fixed (T* weights = scratch)
        {
            T* queries = weights + ((nint)block * s.Keys);
            for (int item = start; item < end; item++)
            {
                for (int first = 0; first < s.Queries; first += block)
                {
                    int rows = Math.Min(block, s.Queries - first), seen = In.Seen(first + rows);
                    In.Scores<V, T>(item, first, rows, queries, weights);
                    nint row = ((nint)item * s.Queries) + first;
                    T* max = (T*)In.Max + row, sum = (T*)In.Sum + row;
                    for (int r = 0; r < rows; r++)
                    {
                        T* x = weights + ((nint)r * seen);
                        int own = In.Seen(first + r + 1);
                        AttentionRow<V, T>.Fold(x, own, max + r, sum + r);
                        new Span<T>(x + own, seen - own).Clear();
                    }
                    AttentionInputs.Multiply(
                        false, false, rows, s.ValueWidth, seen, weights, seen, In.V.At<T>(item, s.Heads), In.V.Row,
                        Y.At<T>(item, s.Heads, first), Y.Row, false);
                }
            }
        }
        ArrayPool<T>.Shared.Return(scratch);
    }
}

/// <summary>
/// With p the weights and d = p (grad vᵀ - rowsum(p grad vᵀ)): gv = pᵀ grad, gq = d k / √width, gk = dᵀ q / √width.
/// </summary>
internal unsafe struct AttentionBackward : ISixteen
{
    public AttentionInputs In;
    public HeadPointer G, Gq, Gk, Gv;

    public readonly void Run<V, T>(int start, int end) where V : struct, ILanes<V, T> where T : unmanaged
    {
        AttentionSizes s = In.Sizes;
        int block = Math.Min(Attention.Block, s.Queries);
        T[] scratch = ArrayPool<T>.Shared.Rent(block * ((2 * s.Keys) + s.Width));
        fixed (T* weights = scratch)
        {
            for (int item = start; item < end; item++)
            {
                Clear<T>(Gk, item, s.Width);
                Clear<T>(Gv, item, s.ValueWidth);
                for (int first = 0; first < s.Queries; first += block)
                    Rows<V, T>(item, first, Math.Min(block, s.Queries - first), weights,
                        weights + ((nint)block * s.Keys), weights + ((nint)block * 2 * s.Keys));
            }
        }
        ArrayPool<T>.Shared.Return(scratch);
    }

    private readonly void Rows<V, T>(int item, int first, int rows, T* weights, T* grads, T* queries)
        where V : struct, ILanes<V, T> where T : unmanaged
    {
        AttentionSizes s = In.Sizes;
        int seen = In.Seen(first + rows);
        T* g = G.At<T>(item, s.Heads, first);
        In.Scores<V, T>(item, first, rows, queries, weights);
        nint row = ((nint)item * s.Queries) + first;
        T* max = (T*)In.Max + row, sum = (T*)In.Sum + row;
        for (int r = 0; r < rows; r++)
        {
            T* x = weights + ((nint)r * seen);
            int own = In.Seen(first + r + 1);
            AttentionRow<V, T>.Weights(x, own, max[r], sum[r]);
            new Span<T>(x + own, seen - own).Clear();
        }
        if (!Gv.IsAbsent)
            AttentionInputs.Multiply(
                true, false, seen, s.ValueWidth, rows, weights, seen, g, G.Row, Gv.At<T>(item, s.Heads), Gv.Row, true);
        if (Gq.IsAbsent && Gk.IsAbsent) return;
        AttentionInputs.Multiply(
            false, true, rows, seen, s.ValueWidth, g, G.Row, In.V.At<T>(item, s.Heads), In.V.Row, grads, seen, false);
        for (int r = 0; r < rows; r++)
        {
            T* x = grads + ((nint)r * seen);
            int own = In.Seen(first + r + 1);
            AttentionRow<V, T>.Gradient(x, weights + ((nint)r * seen), own);
            new Span<T>(x + own, seen - own).Clear();
        }
        if (!Gk.IsAbsent)
            AttentionInputs.Multiply(
                true, false, seen, s.Width, rows, grads, seen, queries, s.Width, Gk.At<T>(item, s.Heads), Gk.Row, true);
        if (Gq.IsAbsent) return;
        T* gq = Gq.At<T>(item, s.Heads, first);
        AttentionInputs.Multiply(
            false, false, rows, s.Width, seen, grads, seen, In.K.At<T>(item, s.Heads), In.K.Row, gq, Gq.Row, false);
        AttentionRow<V, T>.Divide(gq, Gq.Row, rows, s.Width, V.Const(In.Root), gq, Gq.Row);
    }

    private readonly void Clear<T>(HeadPointer gradient, int item, int width) where T : unmanaged
    {
        if (gradient.IsAbsent) return;
        for (int r = 0; r < In.Sizes.Keys; r++) new Span<T>(gradient.At<T>(item, In.Sizes.Heads, r), width).Clear();
    }
}
