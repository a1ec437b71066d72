using System.Runtime.CompilerServices;

namespace ManagedTorch.Kernels;

/// <summary>
/// The log-softmax of each row at one column, and its gradient, without the log-probabilities of the other columns ever
/// being stored: the bits of log-softmax and gather, by two numbers per row.
/// </summary>
internal static unsafe class TokenLogps
{
    private const int Grain = 4096;

    /// <summary>y[r] = x[r, index[r]] - max[r] - log[r], with max the largest of the row and log = ln sum exp(x -
    /// max).</summary>
    public static void Forward<T>(ReadOnlySpan<T> x, ReadOnlySpan<long> index, int cols, Span<T> y, Span<T> max,
        Span<T> log) where T : unmanaged
    {
        Check(x.Length, index, cols, y.Length, max.Length, log.Length);
        fixed (T* px = x, py = y, pm = max, pl = log)
        fixed (long* pi = index)
            FixedLaneReduction.For<ForwardWork, T>(
                new() { X = px, Index = pi, Y = py, Max = pm, Log = pl, Cols = cols }, index.Length,
                Math.Max(1, Grain / cols));
    }

    /// <summary>gx[r, c] = grad[r] ((c is index[r]) - exp(x[r, c] - max[r] - log[r])); gx may be x.</summary>
    public static void Backward<T>(
        ReadOnlySpan<T> grad, ReadOnlySpan<T> x, ReadOnlySpan<long> index, int cols, ReadOnlySpan<T> max,
        ReadOnlySpan<T> log, Span<T> gx)
        where T : unmanaged
    {
        Check(x.Length, index, cols, grad.Length, max.Length, log.Length);
        Check(gx.Length, index, cols, grad.Length, max.Length, log.Length);
        fixed (T* pg = grad, px = x, pm = max, pl = log, po = gx)
        fixed (long* pi = index)
            FixedLaneReduction.For<BackwardWork, T>(
                new() { G = pg, X = px, Index = pi, Max = pm, Log = pl, Out = po, Cols = cols }, index.Length,
                Math.Max(1, Grain / cols));
    }

    private static void Check(int x, ReadOnlySpan<long> index, int cols, int y, int max, int log)
    {
        int rows = index.Length;
        if (cols < 1 || x != (long)rows * cols || y != rows || max != rows || log != rows)
            throw new ArgumentException(
                $"Spans of {x}, {y}, {max} and {log} elements do not fit {rows} rows of {cols}.");
        foreach (long i in index)
            if ((ulong)i >= (ulong)cols)
                throw new ArgumentOutOfRangeException(nameof(index),
                    $"token log-probabilities: target {i} is out of range for {cols} classes.");
    }

    private struct ForwardWork : IFixedLaneWork
    {
        public void* X, Y, Max, Log;
        public long* Index;
        public int Cols;

        /// <summary>Logarithms are taken of 16 rows together, as in log-softmax.</summary>
        [SkipLocalsInit]
        public readonly void Run<V, T>(int start, int end) where V : struct, ISimdVector<V, T> where T : unmanaged
        {
            T* log = stackalloc T[FixedLaneReduction.Count];
            for (int first = start; first < end; first += FixedLaneReduction.Count)
            {
                int count = Math.Min(FixedLaneReduction.Count, end - first);
                T* x = (T*)X + ((nint)first * Cols), max = (T*)Max + first;
                if (Cols <= FixedLaneReduction.Count) SoftmaxRow<V, T>.ReduceNarrow(x, count, Cols, max, log);
                else SoftmaxRow<V, T>.Reduce(x, count, Cols, max, log);
                Pick<V, T>(x, Index + first, count, max, log, (T*)Log + first, (T*)Y + first);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        private readonly void Pick<V, T>(T* x, long* index, int count, T* max, T* sum, T* log, T* y)
        where V : struct, ISimdVector<V, T> where T : unmanaged
        {
            V.StorePart(log, count, Called<Log>.Invoke(V.LoadPart(sum, count, V.Const(1))));
            for (int r = 0; r < count; r++, x += Cols)
                V.StorePart(y + r, 1, V.Broadcast(x[index[r]]) - V.Broadcast(max[r]) - V.Broadcast(log[r]));
        }
    }

    private struct BackwardWork : IFixedLaneWork
    {
        public void* G, X, Max, Log, Out;
        public long* Index;
        public int Cols;

        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        [SkipLocalsInit]
        public readonly void Run<V, T>(int start, int end) where V : struct, ISimdVector<V, T> where T : unmanaged
        {
            T* one = stackalloc T[FixedLaneReduction.Count];
            new Span<T>(one, FixedLaneReduction.Count).Clear();
            V zero = V.Const(0);
            for (int r = start; r < end; r++)
            {
                T* x = (T*)X + ((nint)r * Cols), o = (T*)Out + ((nint)r * Cols), g = (T*)G + r;
                V max = V.Broadcast(((T*)Max)[r]), log = V.Broadcast(((T*)Log)[r]),
                    minus = SimdMath.Negate(V.Broadcast(*g));
                int own = (int)Index[r], at = own % FixedLaneReduction.Count, i = 0;
                own -= at;
                one[at] = *g;
                for (; i <= Cols - FixedLaneReduction.Count; i += FixedLaneReduction.Count)
                    V.Store(o + i, V.Fma(V.Map<Exp>(V.Load(x + i) - max - log), minus, i == own ? V.Load(one) : zero));
                int rest = Cols - i;
                if (rest > 0)
                {
                    V y = V.LoadPart(x + i, rest, max) - max - log;
                    V.StorePart(o + i, rest, V.Fma(Called<Exp>.Invoke(y), minus, i == own ? V.Load(one) : zero));
                }
                one[at] = default;
            }
        }
    }
}
