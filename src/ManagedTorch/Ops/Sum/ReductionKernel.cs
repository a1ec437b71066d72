using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace ManagedTorch.Kernels;

/// <summary>
/// Sums and extremes of contiguous runs. A run of up to <see cref="Block"/> elements is dealt to 16 lanes in order
/// (element i to lane i mod 16) and the lanes are folded by halves; longer runs are cut into blocks whose results are
/// folded the same way. The tree depends on the length alone: not on vector width, not on threads.
/// </summary>
internal static unsafe class ReductionKernel
{
    /// <summary>Elements of one 16-lane run: long enough to be fast, short enough to keep rounding errors
    /// small.</summary>
    internal const int Block = 4096;

    /// <summary>Elements that a thread takes at least.</summary>
    private const int Grain = 32768;

    /// <summary>The sum of all elements; 0 for none.</summary>
    public static T Sum<T>(ReadOnlySpan<T> x) where T : unmanaged
    {
        if (typeof(T) == typeof(long)) return Reduce<Add, T>(x);
        fixed (T* p = x) return Run<SumReducer, SumReducer, T>(p, p, x.Length);
    }

    /// <summary>The sum of a[i] b[i], each product fused into the sum.</summary>
    public static T Dot<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b) where T : unmanaged
    {
        if (a.Length != b.Length) throw new ArgumentException($"Dot product of {a.Length} and {b.Length} elements.");
        fixed (T* pa = a, pb = b) return Run<DotReducer, SumReducer, T>(pa, pb, a.Length);
    }

    /// <summary>The largest element; NaN if any is NaN.</summary>
    /// <exception cref="ArgumentException">The span is empty.</exception>
    public static T Max<T>(ReadOnlySpan<T> x) where T : unmanaged
    {
        if (x.IsEmpty) throw new ArgumentException("The maximum of no elements is not defined.");
        if (typeof(T) == typeof(long)) return Reduce<Maximum, T>(x);
        fixed (T* p = x) return Run<MaxReducer, MaxReducer, T>(p, p, x.Length);
    }

    /// <summary>The smallest element; NaN if any is NaN.</summary>
    /// <exception cref="ArgumentException">The span is empty.</exception>
    public static T Min<T>(ReadOnlySpan<T> x) where T : unmanaged
    {
        if (x.IsEmpty) throw new ArgumentException("The minimum of no elements is not defined.");
        if (typeof(T) == typeof(long)) return Reduce<Minimum, T>(x);
        fixed (T* p = x) return Run<MinReducer, MinReducer, T>(p, p, x.Length);
    }

    /// <summary>The first index of the largest element, or of the first NaN.</summary>
    /// <exception cref="ArgumentException">The span is empty.</exception>
    public static int ArgMax<T>(ReadOnlySpan<T> x) where T : unmanaged, INumberBase<T> => First(x, Max(x));

    /// <summary>The first index of the smallest element, or of the first NaN.</summary>
    /// <exception cref="ArgumentException">The span is empty.</exception>
    public static int ArgMin<T>(ReadOnlySpan<T> x) where T : unmanaged, INumberBase<T> => First(x, Min(x));

    /// <summary>y[r] = sum of row r of x [rows, cols]</summary>
    public static void SumRows<T>(ReadOnlySpan<T> x, int rows, int cols, Span<T> y) where T : unmanaged
    {
        Check(x.Length, rows, cols, y.Length, rows);
        if (typeof(T) == typeof(long) || cols > Block)
        {
            for (int r = 0; r < rows; r++) y[r] = Sum(x.Slice(r * cols, cols));
            return;
        }
        fixed (T* px = x, py = y) Rows<SumReducer, T>(px, px, rows, cols, py);
    }

    /// <summary>y[r] = largest element of row r of x [rows, cols]; NaN if the row has one.</summary>
    /// <exception cref="ArgumentException">The rows are empty, or the spans do not have these sizes.</exception>
    public static void MaxRows<T>(ReadOnlySpan<T> x, int rows, int cols, Span<T> y) where T : unmanaged
    {
        Check(x.Length, rows, cols, y.Length, rows);
        if (cols == 0) throw new ArgumentException("The maximum of empty rows is not defined.");
        if (typeof(T) == typeof(long) || cols > Block)
        {
            for (int r = 0; r < rows; r++) y[r] = Max(x.Slice(r * cols, cols));
            return;
        }
        fixed (T* px = x, py = y) Rows<MaxReducer, T>(px, px, rows, cols, py);
    }

    private static void Rows<TReducer, T>(T* a, T* b, int rows, int cols, T* y) where TReducer : struct, IReducer
        where T : unmanaged
    {
        var work = new RowWork<TReducer> { A = a, B = b, Y = y, Cols = cols, Length = (long)rows * cols };
        FixedLaneReduction.For<RowWork<TReducer>, T>(work, rows, Math.Max(1, Grain / Math.Max(cols, 1)));
    }

    /// <summary>Folds blocks by <typeparamref name="TReducer"/>, their results by
    /// <typeparamref name="TAgain"/>.</summary>
    private static T Run<TReducer, TAgain, T>(T* a, T* b, int length)
        where TReducer : struct, IReducer where TAgain : struct, IReducer where T : unmanaged
    {
        T result;
        if (length <= Block)
        {
            var one = new RowWork<TReducer> { A = a, B = b, Y = &result, Cols = length, Length = length };
            FixedLaneReduction.For<RowWork<TReducer>, T>(one, 1, 1);
            return result;
        }
        int blocks = (length + Block - 1) / Block;
        T[] partial = ArrayPool<T>.Shared.Rent(blocks);
        fixed (T* p = partial)
        {
            var work = new RowWork<TReducer> { A = a, B = b, Y = p, Cols = Block, Length = length };
            FixedLaneReduction.For<RowWork<TReducer>, T>(work, blocks, Grain / Block);
            result = Run<TAgain, TAgain, T>(p, p, blocks);
        }
        ArrayPool<T>.Shared.Return(partial);
        return result;
    }

    /// <summary>Folds each row; the last row ends where the data ends.</summary>
    private struct RowWork<TReducer> : IFixedLaneWork where TReducer : struct, IReducer
    {
        public void* A, B, Y;
        public int Cols;
        public long Length;

        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        public readonly void Run<V, T>(int start, int end) where V : struct, ISimdVector<V, T> where T : unmanaged
        {
            for (int r = start; r < end; r++)
            {
                long offset = (long)r * Cols;
                T* a = (T*)A + offset, b = (T*)B + offset;
                int count = (int)Math.Min(Cols, Length - offset), i = 0;
                V folded = TReducer.Start<V>();
                for (; i <= count - FixedLaneReduction.Count; i += FixedLaneReduction.Count)
                    folded = TReducer.Step(folded, V.Load(a + i), V.Load(b + i));
                if (i < count)
                {
                    V filler = V.Const(TReducer.Filler);
                    folded = TReducer.Step(
                        folded, V.LoadPart(a + i, count - i, filler), V.LoadPart(b + i, count - i, filler));
                }
                ((T*)Y)[r] = TReducer.Finish<V, T>(folded);
            }
        }
    }

    private static T Reduce<TOp, T>(ReadOnlySpan<T> x) where TOp : struct, IBinary where T : unmanaged
    {
        if (x.IsEmpty) return default;
        var folded = new ScalarInt64(Unsafe.BitCast<T, long>(x[0]));
        for (int i = 1; i < x.Length; i++)
            folded = TOp.Invoke(folded, new ScalarInt64(Unsafe.BitCast<T, long>(x[i])));
        return Unsafe.BitCast<long, T>(ScalarInt64.Sum(folded));
    }

    private static int First<T>(ReadOnlySpan<T> x, T value) where T : unmanaged, INumberBase<T>
    {
        for (int i = 0; i < x.Length; i++)
            if (x[i] == value || T.IsNaN(x[i])) return i;
        throw new InvalidOperationException("The extreme value is not among the elements.");
    }

    private static void Check(int elements, int rows, int cols, int outputs, int expected)
    {
        if (elements != (long)rows * cols || outputs != expected)
            throw new ArgumentException(
                $"A matrix of {rows} x {cols} and {expected} outputs do not fit spans " +
                $"of {elements} and {outputs} elements.");
    }
}
