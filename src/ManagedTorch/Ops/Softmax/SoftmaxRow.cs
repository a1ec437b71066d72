using System.Buffers;
using System.Runtime.CompilerServices;

namespace ManagedTorch.Kernels;

/// <summary>Folds over rows that several of the functions of <see cref="Softmax"/> need.</summary>
internal static unsafe class SoftmaxRow<V, T> where V : struct, ISimdVector<V, T> where T : unmanaged
{
    /// <summary>max[r] and the sum of exp(x - max) of each row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Reduce(T* x, int rows, int cols, T* max, T* sum)
    {
        for (int r = 0; r < rows; r++, x += cols)
        {
            max[r] = Max(x, cols);
            sum[r] = SumExp(x, cols, V.Broadcast(max[r]));
        }
    }

    /// <summary>The same for rows of up to 16, which are one vector each.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void ReduceNarrow(T* x, int rows, int cols, T* max, T* sum)
    {
        V none = V.Const(double.NegativeInfinity);
        for (int r = 0; r < rows; r++, x += cols)
        {
            V row = V.LoadPart(x, cols, none);
            T m = V.Max(row);
            max[r] = m;
            sum[r] = V.Sum(V.Map<Exp>(row - V.Broadcast(m)));
        }
    }

    /// <summary>y = x - max[r] - log[r]</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Shift(T* x, int rows, int cols, T* max, T* log, T* y)
    {
        for (int r = 0; r < rows; r++, x += cols, y += cols)
        {
            V m = V.Broadcast(max[r]), l = V.Broadcast(log[r]);
            int i = 0;
            for (; i <= cols - FixedLaneReduction.Count; i += FixedLaneReduction.Count)
                V.Store(y + i, V.Load(x + i) - m - l);
            if (i < cols) V.StorePart(y + i, cols - i, V.LoadPart(x + i, cols - i, V.Const(0)) - m - l);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Max(T* x, int cols)
    {
        V max = V.Const(double.NegativeInfinity);
        int i = 0;
        for (; i <= cols - FixedLaneReduction.Count; i += FixedLaneReduction.Count)
            max = SimdMath.Max(max, V.Load(x + i));
        if (i < cols) max = SimdMath.Max(max, V.LoadPart(x + i, cols - i, V.Const(double.NegativeInfinity)));
        return V.Max(max);
    }

    /// <summary>The sum of exp(x - shift); of long rows in blocks, as by <see cref="ReductionKernel"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T SumExp(T* x, int cols, V shift) =>
        cols <= ReductionKernel.Block ? SumExpBlock(x, cols, shift) : SumExpBlocks(x, cols, shift);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static T SumExpBlocks(T* x, int cols, V shift)
    {
        int blocks = (cols + ReductionKernel.Block - 1) / ReductionKernel.Block;
        T[] partial = ArrayPool<T>.Shared.Rent(blocks);
        for (int b = 0, i = 0; b < blocks; b++, i += ReductionKernel.Block)
            partial[b] = SumExpBlock(x + i, Math.Min(ReductionKernel.Block, cols - i), shift);
        T sum = ReductionKernel.Sum<T>(partial.AsSpan(0, blocks));
        ArrayPool<T>.Shared.Return(partial);
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T SumExpBlock(T* x, int cols, V shift)
    {
        V sum = V.Const(0);
        int i = 0;
        for (; i <= cols - FixedLaneReduction.Count; i += FixedLaneReduction.Count)
            sum += V.Map<Exp>(V.Load(x + i) - shift);
        if (i < cols)
            sum += Called<Exp>.Invoke(V.LoadPart(x + i, cols - i, V.Const(double.NegativeInfinity)) - shift);
        return V.Sum(sum);
    }
}
