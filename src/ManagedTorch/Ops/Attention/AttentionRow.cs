using System.Runtime.CompilerServices;

namespace ManagedTorch.Kernels;

/// <summary>
/// The steps of attention that run along rows; sums over the 16 lanes of <see cref="FixedLaneReduction"/>. Rows of
/// scores and weights have scratch for whole vectors.
/// </summary>
internal static unsafe class AttentionRow<V, T> where V : struct, ISimdVector<V, T> where T : unmanaged
{
    private const MethodImplOptions Hot = MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining;

    /// <summary>y = x / by over rows of <paramref name="cols"/>; x may be y.</summary>
    [MethodImpl(Hot)]
    public static void Divide(T* x, int stepX, int rows, int cols, V by, T* y, int stepY)
    {
        for (int r = 0; r < rows; r++, x += stepX, y += stepY)
        {
            int i = 0;
            for (; i <= cols - FixedLaneReduction.Count; i += FixedLaneReduction.Count)
                V.Store(y + i, V.Load(x + i) / by);
            if (i < cols) V.StorePart(y + i, cols - i, V.LoadPart(x + i, cols - i, V.Const(1)) / by);
        }
    }

    /// <summary>y = x over rows of <paramref name="cols"/>; rows of x have scratch for whole vectors.</summary>
    [MethodImpl(Hot)]
    public static void Copy(T* x, int stepX, int rows, int cols, T* y, int stepY)
    {
        for (int r = 0; r < rows; r++, x += stepX, y += stepY)
        {
            int i = 0;
            for (; i <= cols - FixedLaneReduction.Count; i += FixedLaneReduction.Count) V.Store(y + i, V.Load(x + i));
            if (i < cols) V.StorePart(y + i, cols - i, V.Load(x + i));
        }
    }

    /// <summary>x += mask</summary>
    [MethodImpl(Hot)]
    public static void Add(T* x, T* mask, int cols)
    {
        V zero = V.Const(0);
        int i = 0;
        for (; i <= cols - FixedLaneReduction.Count; i += FixedLaneReduction.Count)
            V.Store(x + i, V.Load(x + i) + V.Load(mask + i));
        if (i < cols)
            V.StorePart(x + i, cols - i, V.LoadPart(x + i, cols - i, zero) + V.LoadPart(mask + i, cols - i, zero));
    }

    /// <summary>
    /// Scores become weights: x = exp(x - max) / sum, of which max and sum are kept for every row. Keys that a row does
    /// not see get 0. One step for all rows before the next: the end of a row is then no time of waiting.
    /// </summary>
    [MethodImpl(Hot)]
    [SkipLocalsInit]
    public static void Softmax(T* scores, int step, in SeenKeys seen, T* max, T* sum)
    {
        T* totals = stackalloc T[Attention.Group * FixedLaneReduction.Count];
        for (int r = 0; r < seen.Rows; r++)
        {
            T* x = scores + ((nint)r * step);
            max[r] = SoftmaxRow<V, T>.Max(x, Fill(x, seen.Of(r), V.Const(double.NegativeInfinity)));
        }
        for (int r = 0; r < seen.Rows; r++)
        {
            T* x = scores + ((nint)r * step);
            int end = AttentionInputs.Padded(seen.Of(r));
            V shift = V.Broadcast(max[r]), total = V.Const(0);
            for (int i = 0; i < end; i += FixedLaneReduction.Count)
            {
                V e = V.Map<ExpOfNegative>(V.Load(x + i) - shift);
                V.Store(x + i, e);
                total += e;
            }
            V.Store(totals + (r * FixedLaneReduction.Count), total);
        }
        for (int r = 0; r < seen.Rows; r++) sum[r] = V.Sum(V.Load(totals + (r * FixedLaneReduction.Count)));
        for (int r = 0; r < seen.Rows; r++)
        {
            T* x = scores + ((nint)r * step);
            int end = AttentionInputs.Padded(seen.Of(r));
            V by = V.Broadcast(sum[r]);
            for (int i = 0; i < end; i += FixedLaneReduction.Count) V.Store(x + i, V.Load(x + i) / by);
            Clear(x, end, seen.End);
        }
    }

    /// <summary>The weights that <see cref="Softmax"/> made, bit for bit, from what it kept.</summary>
    [MethodImpl(Hot)]
    public static void Weights(T* scores, int step, in SeenKeys seen, T* max, T* sum)
    {
        for (int r = 0; r < seen.Rows; r++)
        {
            T* x = scores + ((nint)r * step);
            int end = Fill(x, seen.Of(r), V.Const(double.NegativeInfinity));
            V shift = V.Broadcast(max[r]), by = V.Broadcast(sum[r]);
            for (int i = 0; i < end; i += FixedLaneReduction.Count)
                V.Store(x + i, V.Map<ExpOfNegative>(V.Load(x + i) - shift) / by);
            Clear(x, end, seen.End);
        }
    }

    /// <summary>g = (g - sum(g y)) y, y the weights</summary>
    [MethodImpl(Hot)]
    [SkipLocalsInit]
    public static void Gradient(T* grads, T* weights, int step, in SeenKeys seen)
    {
        T* totals = stackalloc T[Attention.Group * FixedLaneReduction.Count];
        for (int r = 0; r < seen.Rows; r++)
        {
            T* g = grads + ((nint)r * step), y = weights + ((nint)r * step);
            int end = Fill(g, seen.Of(r), V.Const(0));
            V sum = V.Const(0);
            for (int i = 0; i < end; i += FixedLaneReduction.Count) sum = V.Fma(V.Load(g + i), V.Load(y + i), sum);
            V.Store(totals + (r * FixedLaneReduction.Count), V.Broadcast(V.Sum(sum)));
        }
        for (int r = 0; r < seen.Rows; r++)
        {
            T* g = grads + ((nint)r * step), y = weights + ((nint)r * step);
            int end = AttentionInputs.Padded(seen.Of(r));
            V total = V.Load(totals + (r * FixedLaneReduction.Count));
            for (int i = 0; i < end; i += FixedLaneReduction.Count)
                V.Store(g + i, (V.Load(g + i) - total) * V.Load(y + i));
            Clear(g, end, seen.End);
        }
    }

    /// <summary>Fills the last vector of a row up; returns where that vector ends.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Fill(T* x, int cols, V with)
    {
        int whole = cols / FixedLaneReduction.Count * FixedLaneReduction.Count, rest = cols - whole;
        if (rest == 0) return whole;
        V.Store(x + whole, V.LoadPart(x + whole, rest, with));
        return whole + FixedLaneReduction.Count;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Clear(T* x, int start, int end)
    {
        for (int i = start; i < end; i += FixedLaneReduction.Count) V.Store(x + i, V.Const(0));
    }
}

/// <summary>How many keys each row of a group sees: all of them, or those up to its own position.</summary>
internal readonly record struct SeenKeys(int Rows, int First, int Keys, bool Causal)
{
    public int Of(int row) => Causal ? Math.Min(Keys, First + row + 1) : Keys;

    /// <summary>Where the last vector of the last row ends.</summary>
    public int End => AttentionInputs.Padded(Of(Rows - 1));
}
