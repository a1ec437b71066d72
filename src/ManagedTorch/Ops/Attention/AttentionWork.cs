using System.Buffers;

namespace ManagedTorch.Kernels;

/// <summary>What both passes read, and the scores of a group of query rows, which both begin with.</summary>
internal unsafe struct AttentionInputs
{
    public AttentionSizes Sizes;
    public HeadPointer Q, K, V, Mask;

    /// <summary>Largest score and sum of exponentials of each row: written forward, read backward.</summary>
    public void* Max, Sum;

    public readonly double Root => Math.Sqrt(Sizes.Width);

    /// <summary>Keys that a group ending before row <paramref name="end"/> sees.</summary>
    public readonly int Seen(int end) => Sizes.Causal ? Math.Min(Sizes.Keys, end) : Sizes.Keys;

    public readonly SeenKeys SeenBy(int first, int rows) => new(rows, first, Sizes.Keys, Sizes.Causal);

    /// <summary>Room for a row of so many elements in whole vectors.</summary>
    public static int Padded(int count) =>
        (count + FixedLaneReduction.Count - 1) / FixedLaneReduction.Count * FixedLaneReduction.Count;

    /// <summary>Elements of a cache line: what scratch memory needs more to begin with one.</summary>
    public static int Line<T>() where T : unmanaged => 64 / sizeof(T);

    public static T* Aligned<T>(T* memory) where T : unmanaged => (T*)(((nint)memory + 63) & ~63);

    /// <summary>
    /// weights = queries keys + mask [rows, seen] of the query rows from <paramref name="first"/> on, before the
    /// softmax; queries [rows, <paramref name="stepQ"/>] are divided by √width, keys [width, padded] transposed.
    /// </summary>
    public readonly void Scores<L, T>(int item, int first, int rows, T* queries, int stepQ, T* keys, T* weights)
        where L : struct, ISimdVector<L, T> where T : unmanaged
    {
        int seen = Seen(first + rows), step = Padded(Sizes.Keys);
        Multiply(rows, seen, Sizes.Width, queries, stepQ, 1, keys, step, weights, step, false);
        if (Mask.IsAbsent) return;
        for (int r = 0; r < rows; r++)
            AttentionRow<L, T>.Add(weights + ((nint)r * step), Mask.At<T>(item, Sizes.Heads, first + r), seen);
    }

    /// <summary>
    /// c [m, n] = a b, or c += a b: a by the distances of its rows and columns, b by rows. Scratch memory: rows of b
    /// and c have scratch for whole vectors, and what lies behind their n columns is overwritten.
    /// </summary>
    public static void Multiply<T>(int m, int n, int k, T* a, nint rowA, nint stepA, T* b, nint stepB, T* c, nint rowC,
        bool accumulate)
        where T : unmanaged => Gemm.Direct(new Operands<T>
        {
            M = m, N = Padded(n), K = k, A = a, RowA = rowA, StepA = stepA, B = b, StepB = stepB, ColB = 1,
            C = c, RowC = rowC, InitialC = accumulate ? c : null, RowInitialC = rowC,
        });

    /// <summary>A matrix of one head by rows, or transposed, with rows of whole vectors.</summary>
    public static void Pack<T>(HeadPointer x, int item, int heads, int first, int rows, int cols, bool transposed,
        T* to) where T : unmanaged
    {
        T* from = x.At<T>(item, heads, first);
        if (transposed) Packing.Pack(from, 1, x.Row, cols, rows, to, Padded(rows));
        else Packing.Pack(from, x.Row, 1, rows, cols, to, Padded(cols));
    }
}

/// <summary>y = weights v, head by head, a group of query rows at a time.</summary>
internal unsafe struct AttentionForward : IFixedLaneWork
{
    public AttentionInputs In;
    public HeadPointer Y;

    public readonly void Run<V, T>(int start, int end) where V : struct, ISimdVector<V, T> where T : unmanaged
    {
        AttentionSizes s = In.Sizes;
        int step = AttentionInputs.Padded(s.Keys), wide = AttentionInputs.Padded(s.ValueWidth), group = Attention.Group;
        T[] scratch =
            ArrayPool<T>.Shared.Rent(AttentionInputs.Line<T>() + (s.Width * step) + (s.Keys * wide) +
                (group * (wide + step + s.Width)));
        fixed (T* memory = scratch)
        {
            T* keys = AttentionInputs.Aligned(memory);
            T* values = keys + ((nint)s.Width * step), weights = values + ((nint)s.Keys * wide);
            T* y = weights + ((nint)group * step), queries = y + ((nint)group * wide);
            for (int item = start; item < end; item++)
            {
                AttentionInputs.Pack(In.K, item, s.Heads, 0, s.Keys, s.Width, true, keys);
                AttentionInputs.Pack(In.V, item, s.Heads, 0, s.Keys, s.ValueWidth, false, values);
                for (int first = 0; first < s.Queries; first += group)
                {
                    int rows = Math.Min(group, s.Queries - first), seen = In.Seen(first + rows);
                    AttentionRow<V, T>.Divide(In.Q.At<T>(item, s.Heads, first), In.Q.Row, rows, s.Width,
                        V.Const(In.Root), queries, s.Width);
                    In.Scores<V, T>(item, first, rows, queries, s.Width, keys, weights);
                    nint row = ((nint)item * s.Queries) + first;
                    T* max = (T*)In.Max + row, sum = (T*)In.Sum + row;
                    AttentionRow<V, T>.Softmax(weights, step, In.SeenBy(first, rows), max, sum);
                    AttentionInputs.Multiply(rows, s.ValueWidth, seen, weights, step, 1, values, wide, y, wide, false);
                    AttentionRow<V, T>.Copy(y, wide, rows, s.ValueWidth, Y.At<T>(item, s.Heads, first), Y.Row);
                }
            }
        }
        ArrayPool<T>.Shared.Return(scratch);
    }
}
