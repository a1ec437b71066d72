using System.Runtime.CompilerServices;

namespace ManagedTorch.Kernels;

/// <summary>The steps of attention that run along rows; sums over the 16 lanes of <see cref="Sixteen"/>.</summary>
internal static unsafe class AttentionRow<V, T> where V : struct, ILanes<V, T> where T : unmanaged
{
    private const MethodImplOptions Hot = MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining;

    /// <summary>y = x / by over rows of <paramref name="cols"/>; x may be y.</summary>
    [MethodImpl(Hot)]
    public static void Divide(T* x, int stepX, int rows, int cols, V by, T* y, int stepY)
    {
        for (int r = 0; r < rows; r++, x += stepX, y += stepY)
        {
            int i = 0;
            for (; i <= cols - Sixteen.Count; i += Sixteen.Count) V.Store(y + i, V.Load(x + i) / by);
            if (i < cols) V.StorePart(y + i, cols - i, V.LoadPart(x + i, cols - i, V.Const(1)) / by);
        }
    }

    /// <summary>x += mask</summary>
    [MethodImpl(Hot)]
    public static void Add(T* x, T* mask, int cols)
    {
        V zero = V.Const(0);
        int i = 0;
        for (; i <= cols - Sixteen.Count; i += Sixteen.Count) V.Store(x + i, V.Load(x + i) + V.Load(mask + i));
        if (i < cols)
            V.StorePart(x + i, cols - i, V.LoadPart(x + i, cols - i, zero) + V.LoadPart(mask + i, cols - i, zero));
    }

    /// <summary>The largest score of a row and the sum of exp(x - max), which turn scores into weights.</summary>
    [MethodImpl(Hot)]
    public static void Fold(T* x, int cols, T* max, T* sum)
    {
        *max = SoftmaxRow<V, T>.Max(x, cols);
        V shift = V.Broadcast(*max), total = V.Const(0);
        int i = 0;
        for (; i <= cols - Sixteen.Count; i += Sixteen.Count)
        {
            V e = V.Map<Exp>(V.Load(x + i) - shift);
            V.Store(x + i, e);
            total += e;
        }
        if (i < cols)
        {
            V e = Called<Exp>.Invoke(V.LoadPart(x + i, cols - i, V.Const(double.NegativeInfinity)) - shift);
            V.StorePart(x + i, cols - i, e);
            total += e;
        }
        *sum = V.Sum(total);
        Divide(x, cols, 1, cols, V.Broadcast(*sum), x, cols);
    }

    /// <summary>x = exp(x - max) / sum, the bits that <see cref="Fold"/> left.</summary>
    [MethodImpl(Hot)]
    public static void Weights(T* x, int cols, T max, T sum)
    {
        V shift = V.Broadcast(max), by = V.Broadcast(sum);
        int i = 0;
        for (; i <= cols - Sixteen.Count; i += Sixteen.Count) V.Store(x + i, V.Map<Exp>(V.Load(x + i) - shift) / by);
        if (i < cols)
            V.StorePart(x + i, cols - i, Called<Exp>.Invoke(V.LoadPart(x + i, cols - i, V.Const(double.NegativeInfinity)) - shift) / by);
    }

    /// <summary>g = (g - sum(g y)) y, y the weights</summary>
    [MethodImpl(Hot)]
    public static void Gradient(T* g, T* y, int cols)
    {
        V sum = V.Const(0), lastG = sum, lastY = sum;
        int i = 0;
        for (; i <= cols - Sixteen.Count; i += Sixteen.Count) sum = V.Fma(V.Load(g + i), V.Load(y + i), sum);
        int rest = cols - i;
        if (rest > 0)
        {
            lastG = V.LoadPart(g + i, rest, V.Const(0));
            lastY = V.LoadPart(y + i, rest, V.Const(0));
            sum = V.Fma(lastG, lastY, sum);
        }
        V total = V.Broadcast(V.Sum(sum));
        for (i = 0; i <= cols - Sixteen.Count; i += Sixteen.Count)
            V.Store(g + i, (V.Load(g + i) - total) * V.Load(y + i));
        if (rest > 0) V.StorePart(g + i, rest, (lastG - total) * lastY);
    }
}
