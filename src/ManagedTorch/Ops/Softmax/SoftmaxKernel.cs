using System.Runtime.CompilerServices;

namespace ManagedTorch.Kernels;

/// <summary>
/// Softmax, log-softmax and log-sum-exp over the rows of [rows, cols], with their gradients. The maximum is taken away
/// first; sums run over the 16 lanes of <see cref="FixedLaneReduction"/>, those of long rows in the blocks of
/// <see cref="ReductionKernel"/>. Outputs may be the inputs.
/// </summary>
internal static unsafe class Softmax
{
    private const int Grain = 4096;

    /// <summary>y = exp(x - max) / sum</summary>
    public static void SoftmaxRows<T>(ReadOnlySpan<T> x, int rows, int cols, Span<T> y) where T : unmanaged
    {
        Check(x.Length, y.Length, rows, cols);
        fixed (T* px = x, py = y) Run<Forward, T>(new() { X = px, Y = py, Cols = cols }, rows, cols);
    }

    /// <summary>y = x - max - ln sum exp(x - max)</summary>
    public static void LogSoftmaxRows<T>(ReadOnlySpan<T> x, int rows, int cols, Span<T> y) where T : unmanaged
    {
        Check(x.Length, y.Length, rows, cols);
        fixed (T* px = x, py = y) Run<LogForward, T>(new() { X = px, Y = py, Cols = cols }, rows, cols);
    }

    /// <summary>y[r] = max + ln sum exp(x - max)</summary>
    public static void LogSumExpRows<T>(ReadOnlySpan<T> x, int rows, int cols, Span<T> y) where T : unmanaged
    {
        Check(x.Length, x.Length, rows, cols);
        if (y.Length != rows) throw new ArgumentException($"{rows} rows need as many outputs, not {y.Length}.");
        fixed (T* px = x, py = y) Run<LogSum, T>(new() { X = px, Y = py, Cols = cols }, rows, cols);
    }

    /// <summary>gx = (grad - sum(grad y)) y, y the softmax</summary>
    public static void SoftmaxBackwardRows<T>(
        ReadOnlySpan<T> grad, ReadOnlySpan<T> y, int rows, int cols, Span<T> gx) where T : unmanaged
    {
        Check(grad.Length, y.Length, rows, cols);
        Check(gx.Length, y.Length, rows, cols);
        fixed (T* pg = grad, py = y, po = gx)
            Run<Backward, T>(new() { G = pg, Y = py, Out = po, Cols = cols }, rows, cols);
    }

    /// <summary>gx = grad - exp(y) sum(grad), y the log-softmax</summary>
    public static void LogSoftmaxBackwardRows<T>(
        ReadOnlySpan<T> grad, ReadOnlySpan<T> y, int rows, int cols, Span<T> gx) where T : unmanaged
    {
        Check(grad.Length, y.Length, rows, cols);
        Check(gx.Length, y.Length, rows, cols);
        fixed (T* pg = grad, py = y, po = gx)
            Run<LogBackward, T>(new() { G = pg, Y = py, Out = po, Cols = cols }, rows, cols);
    }

    private static void Run<TWork, T>(TWork work, int rows, int cols)
        where TWork : struct, IFixedLaneWork where T : unmanaged =>
        FixedLaneReduction.For<TWork, T>(work, rows, Math.Max(1, Grain / Math.Max(cols, 1)));

    private static void Check(int a, int b, int rows, int cols)
    {
        if (a != (long)rows * cols || b != a)
            throw new ArgumentException($"Spans of {a} and {b} elements do not hold {rows} rows of {cols}.");
    }

    private struct Forward : IFixedLaneWork
    {
        public void* X, Y;
        public int Cols;

        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        public readonly void Run<V, T>(int start, int end) where V : struct, ISimdVector<V, T> where T : unmanaged
        {
            for (int r = start; r < end; r++)
            {
                T* x = (T*)X + ((nint)r * Cols), y = (T*)Y + ((nint)r * Cols);
                V max = V.Broadcast(SoftmaxRow<V, T>.Max(x, Cols)), sum = V.Const(0);
                int i = 0;
                for (; i <= Cols - FixedLaneReduction.Count; i += FixedLaneReduction.Count)
                {
                    V e = V.Map<Exp>(V.Load(x + i) - max);
                    V.Store(y + i, e);
                    sum += e;
                }
                int rest = Cols - i;
                if (rest > 0)
                {
                    V e = Called<Exp>.Invoke(V.LoadPart(x + i, rest, V.Const(double.NegativeInfinity)) - max);
                    V.StorePart(y + i, rest, e);
                    sum += e;
                }
                V total = V.Broadcast(Cols <= ReductionKernel.Block ? V.Sum(sum)
                    : ReductionKernel.Sum(new ReadOnlySpan<T>(y, Cols)));
                for (i = 0; i <= Cols - FixedLaneReduction.Count; i += FixedLaneReduction.Count)
                    V.Store(y + i, V.Load(y + i) / total);
                if (rest > 0) V.StorePart(y + i, rest, V.LoadPart(y + i, rest, V.Const(0)) / total);
            }
        }
    }

    /// <summary>
    /// Rows go in blocks, whose logarithms are taken together: one vector of 16 sums, where a row of its own would
    /// cost a vector of 16 times the same one.
    /// </summary>
    private struct LogForward : IFixedLaneWork
    {
        private const int Block = 64;
        public void* X, Y;
        public int Cols;

        [SkipLocalsInit]
        public readonly void Run<V, T>(int start, int end) where V : struct, ISimdVector<V, T> where T : unmanaged
        {
            T* max = stackalloc T[Block], log = stackalloc T[Block];
            for (int first = start; first < end; first += Block)
            {
                int count = Math.Min(Block, end - first);
                T* x = (T*)X + ((nint)first * Cols), y = (T*)Y + ((nint)first * Cols);
                if (Cols <= FixedLaneReduction.Count) SoftmaxRow<V, T>.ReduceNarrow(x, count, Cols, max, log);
                else SoftmaxRow<V, T>.Reduce(x, count, Cols, max, log);
                for (int i = 0; i < count; i += FixedLaneReduction.Count)
                    V.Store(log + i, Called<Log>.Invoke(V.Load(log + i))); // the block has room for whole vectors
                SoftmaxRow<V, T>.Shift(x, count, Cols, max, log, y);
            }
        }
    }

    private struct LogSum : IFixedLaneWork
    {
        public void* X, Y;
        public int Cols;

        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        public readonly void Run<V, T>(int start, int end) where V : struct, ISimdVector<V, T> where T : unmanaged
        {
            for (int r = start; r < end; r++)
            {
                T* x = (T*)X + ((nint)r * Cols);
                V max = V.Broadcast(SoftmaxRow<V, T>.Max(x, Cols));
                // A row whose largest element is infinite: its log-sum-exp is that infinity.
                V shift = V.Select(V.Equal(V.Abs(max), V.Const(double.PositiveInfinity)), V.Const(0), max);
                V log = Called<Log>.Invoke(V.Broadcast(SoftmaxRow<V, T>.SumExp(x, Cols, shift))) + shift;
                ((T*)Y)[r] = V.Max(log);
            }
        }
    }

    private struct Backward : IFixedLaneWork
    {
        public void* G, Y, Out;
        public int Cols;

        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        public readonly void Run<V, T>(int start, int end) where V : struct, ISimdVector<V, T> where T : unmanaged
        {
            for (int r = start; r < end; r++)
            {
                nint offset = (nint)r * Cols;
                T* g = (T*)G + offset, y = (T*)Y + offset, o = (T*)Out + offset;
                V sum = V.Const(0);
                int i = 0;
                for (; i <= Cols - FixedLaneReduction.Count; i += FixedLaneReduction.Count)
                    sum = V.Fma(V.Load(g + i), V.Load(y + i), sum);
                int rest = Cols - i;
                V lastG = V.Const(0), lastY = V.Const(0);
                if (rest > 0)
                {
                    lastG = V.LoadPart(g + i, rest, V.Const(0));
                    lastY = V.LoadPart(y + i, rest, V.Const(0));
                    sum = V.Fma(lastG, lastY, sum);
                }
                V total = V.Broadcast(Cols <= ReductionKernel.Block ? V.Sum(sum)
                    : ReductionKernel.Dot(new ReadOnlySpan<T>(g, Cols), new ReadOnlySpan<T>(y, Cols)));
                for (i = 0; i <= Cols - FixedLaneReduction.Count; i += FixedLaneReduction.Count)
                    V.Store(o + i, (V.Load(g + i) - total) * V.Load(y + i));
                if (rest > 0) V.StorePart(o + i, rest, (lastG - total) * lastY);
            }
        }
    }

    private struct LogBackward : IFixedLaneWork
    {
        public void* G, Y, Out;
        public int Cols;

        public readonly void Run<V, T>(int start, int end) where V : struct, ISimdVector<V, T> where T : unmanaged
        {
            if (Cols <= FixedLaneReduction.Count) Narrow<V, T>(start, end);
            else Wide<V, T>(start, end);
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        private readonly void Narrow<V, T>(int start, int end) where V : struct, ISimdVector<V, T> where T : unmanaged
        {
            for (int r = start; r < end; r++)
            {
                nint offset = (nint)r * Cols;
                V g = V.LoadPart((T*)G + offset, Cols, V.Const(0)), y = V.LoadPart((T*)Y + offset, Cols, V.Const(0));
                V minus = SimdMath.Negate(V.Broadcast(V.Sum(g)));
                V.StorePart((T*)Out + offset, Cols, V.Fma(V.Map<Exp>(y), minus, g));
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        private readonly void Wide<V, T>(int start, int end) where V : struct, ISimdVector<V, T> where T : unmanaged
        {
            for (int r = start; r < end; r++)
            {
                nint offset = (nint)r * Cols;
                T* g = (T*)G + offset, y = (T*)Y + offset, o = (T*)Out + offset;
                V sum = V.Const(0);
                int i = 0;
                for (; i <= Cols - FixedLaneReduction.Count; i += FixedLaneReduction.Count) sum += V.Load(g + i);
                int rest = Cols - i;
                V lastG = V.Const(0);
                if (rest > 0)
                {
                    lastG = V.LoadPart(g + i, rest, V.Const(0));
                    sum += lastG;
                }
                V minus = SimdMath.Negate(V.Broadcast(Cols <= ReductionKernel.Block ? V.Sum(sum)
                    : ReductionKernel.Sum(new ReadOnlySpan<T>(g, Cols))));
                for (i = 0; i <= Cols - FixedLaneReduction.Count; i += FixedLaneReduction.Count)
                    V.Store(o + i, V.Fma(V.Map<Exp>(V.Load(y + i)), minus, V.Load(g + i)));
                if (rest > 0)
                {
                    V lastY = V.LoadPart(y + i, rest, V.Const(0));
                    V.StorePart(o + i, rest, V.Fma(Called<Exp>.Invoke(lastY), minus, lastG));
                }
            }
        }
    }
}
