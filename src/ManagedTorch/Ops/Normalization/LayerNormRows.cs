using System.Runtime.CompilerServices;

namespace ManagedTorch.Kernels;

/// <summary>
/// Layer normalization over the rows of [rows, cols] and its gradients, each in one pass over memory: means and
/// variances run over the 16 lanes of <see cref="FixedLaneReduction"/>, sums over rows in row order.
/// </summary>
internal static unsafe class LayerNormRows
{
    private const int Grain = 4096;

    /// <summary>
    /// y = (x - mean) rstd weight + bias, rstd = 1 / √(variance + eps); an empty weight is 1, an empty bias 0. Keeps
    /// the mean and rstd of every row for the gradient.
    /// </summary>
    public static void Forward<T>(
        ReadOnlySpan<T> x, ReadOnlySpan<T> weight, ReadOnlySpan<T> bias, double eps, int rows, int cols,
        Span<T> y, Span<T> mean, Span<T> rstd) where T : unmanaged
    {
        Check(x.Length, y.Length, weight.Length, mean.Length, rstd.Length, rows, cols);
        if (bias.Length != 0) Check(x.Length, y.Length, bias.Length, mean.Length, rstd.Length, rows, cols);
        fixed (T* px = x, pw = weight, pb = bias, py = y, pm = mean, pr = rstd)
            FixedLaneReduction.For<ForwardWork, T>(
                new() { X = px, W = pw, B = pb, Y = py, Mean = pm, Rstd = pr, Eps = eps, Cols = cols },
                rows, Math.Max(1, Grain / cols));
    }

    /// <summary>gx = rstd (h - mean(h) - x̂ mean(h x̂)), h = grad weight, x̂ = (x - mean) rstd</summary>
    public static void InputGradient<T>(
        ReadOnlySpan<T> grad, ReadOnlySpan<T> x, ReadOnlySpan<T> weight, ReadOnlySpan<T> mean, ReadOnlySpan<T> rstd,
        int rows, int cols, Span<T> gx) where T : unmanaged
    {
        Check(x.Length, gx.Length, weight.Length, mean.Length, rstd.Length, rows, cols);
        Check(x.Length, grad.Length, weight.Length, mean.Length, rstd.Length, rows, cols);
        fixed (T* pg = grad, px = x, pw = weight, pm = mean, pr = rstd, po = gx)
            FixedLaneReduction.For<BackwardWork, T>(
                new() { G = pg, X = px, W = pw, Mean = pm, Rstd = pr, Out = po, Cols = cols }, rows, Math.Max(1, Grain / cols));
    }

    /// <summary>gw[c] = Σ grad x̂ and gb[c] = Σ grad down the rows; an empty one is not wanted.</summary>
    public static void ParameterGradients<T>(
        ReadOnlySpan<T> grad, ReadOnlySpan<T> x, ReadOnlySpan<T> mean, ReadOnlySpan<T> rstd, int rows, int cols, Span<T> gw, Span<T> gb)
        where T : unmanaged
    {
        Check(x.Length, grad.Length, gw.Length, mean.Length, rstd.Length, rows, cols);
        Check(x.Length, grad.Length, gb.Length, mean.Length, rstd.Length, rows, cols);
        fixed (T* pg = grad, px = x, pm = mean, pr = rstd, pw = gw, pb = gb)
        {
            var work = new ParameterWork { G = pg, X = px, Mean = pm, Rstd = pr, W = pw, B = pb, Rows = rows, Cols = cols, Size = sizeof(T) };
            VectorRanges.For<ParameterWork, T>(work, cols, Math.Max(48, Grain / Math.Max(rows, 1)));
        }
    }

    private static void Check(int x, int y, int weight, int mean, int rstd, int rows, int cols)
    {
        if (cols < 1 || x != (long)rows * cols || y != x || (weight != 0 && weight != cols) || mean != rows || rstd != rows)
            throw new ArgumentException(
                $"Spans of {x}, {y}, {weight}, {mean} and {rstd} elements do not fit {rows} rows of {cols}.");
    }

    private struct ForwardWork : IFixedLaneWork
    {
        public void* X, W, B, Y, Mean, Rstd;
        public double Eps;
        public int Cols;

        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        public readonly void Run<V, T>(int start, int end) where V : struct, ISimdVector<V, T> where T : unmanaged
        {
            T* w = (T*)W, b = (T*)B;
            V zero = V.Const(0), count = V.Const(Cols);
            int whole = Cols / FixedLaneReduction.Count * FixedLaneReduction.Count, rest = Cols - whole;
            for (int r = start; r < end; r++)
            {
                T* x = (T*)X + ((nint)r * Cols), y = (T*)Y + ((nint)r * Cols);
                V sum = zero, squares = zero;
                for (int i = 0; i < whole; i += FixedLaneReduction.Count) sum += V.Load(x + i);
                if (rest > 0) sum += V.LoadPart(x + whole, rest, zero);
                V mean = V.Broadcast(V.Sum(sum)) / count;
                for (int i = 0; i < whole; i += FixedLaneReduction.Count)
                {
                    V d = V.Load(x + i) - mean;
                    squares = V.Fma(d, d, squares);
                }
                if (rest > 0)
                {
                    V d = V.LoadPart(x + whole, rest, mean) - mean;
                    squares = V.Fma(d, d, squares);
                }
                V rstd = V.Const(1) / V.Sqrt((V.Broadcast(V.Sum(squares)) / count) + V.Const(Eps));
                V.StorePart((T*)Mean + r, 1, mean);
                V.StorePart((T*)Rstd + r, 1, rstd);
                for (int i = 0; i < whole; i += FixedLaneReduction.Count)
                {
                    V n = (V.Load(x + i) - mean) * rstd;
                    if (w != null) n *= V.Load(w + i);
                    if (b != null) n += V.Load(b + i);
                    V.Store(y + i, n);
                }
                if (rest > 0)
                {
                    V n = (V.LoadPart(x + whole, rest, zero) - mean) * rstd;
                    if (w != null) n *= V.LoadPart(w + whole, rest, zero);
                    if (b != null) n += V.LoadPart(b + whole, rest, zero);
                    V.StorePart(y + whole, rest, n);
                }
            }
        }
    }

    private struct BackwardWork : IFixedLaneWork
    {
        public void* G, X, W, Mean, Rstd, Out;
        public int Cols;

        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        public readonly void Run<V, T>(int start, int end) where V : struct, ISimdVector<V, T> where T : unmanaged
        {
            T* w = (T*)W;
            V zero = V.Const(0), count = V.Const(Cols);
            int whole = Cols / FixedLaneReduction.Count * FixedLaneReduction.Count, rest = Cols - whole;
            for (int r = start; r < end; r++)
            {
                nint at = (nint)r * Cols;
                T* g = (T*)G + at, x = (T*)X + at, o = (T*)Out + at;
                V mean = V.Broadcast(((T*)Mean)[r]), rstd = V.Broadcast(((T*)Rstd)[r]), sum = zero, product = zero;
                V lastH = zero, lastN = zero;
                for (int i = 0; i < whole; i += FixedLaneReduction.Count)
                {
                    V h = w != null ? V.Load(g + i) * V.Load(w + i) : V.Load(g + i);
                    sum += h;
                    product = V.Fma(h, (V.Load(x + i) - mean) * rstd, product);
                }
                if (rest > 0)
                {
                    lastH = V.LoadPart(g + whole, rest, zero);
                    if (w != null) lastH *= V.LoadPart(w + whole, rest, zero);
                    lastN = (V.LoadPart(x + whole, rest, mean) - mean) * rstd;
                    sum += lastH;
                    product = V.Fma(lastH, lastN, product);
                }
                V shift = V.Broadcast(V.Sum(sum)) / count, slope = V.Broadcast(V.Sum(product)) / count;
                for (int i = 0; i < whole; i += FixedLaneReduction.Count)
                {
                    V h = w != null ? V.Load(g + i) * V.Load(w + i) : V.Load(g + i);
                    V.Store(o + i, rstd * (h - shift - ((V.Load(x + i) - mean) * rstd * slope)));
                }
                if (rest > 0) V.StorePart(o + whole, rest, rstd * (lastH - shift - (lastN * slope)));
            }
        }
    }

    /// <summary>Row after row, as they lie in memory; the sums stay in the first-level cache.</summary>
    private struct ParameterWork : IVectorWork
    {
        public void* G, X, Mean, Rstd, W, B;
        public int Rows, Cols, Size;

        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        public readonly int Run<V>(int start, int end) where V : struct, ISimdVector<V>
        {
            end -= (end - start) % V.Count;
            for (int c = start; c < end; c += V.Count)
            {
                if (W != null) V.Store(W, c, V.Const(0));
                if (B != null) V.Store(B, c, V.Const(0));
            }
            nint at = 0;
            for (int r = 0; r < Rows; r++, at += Cols)
            {
                V mean = V.BroadcastLoad((byte*)Mean + ((nint)r * Size)), rstd = V.BroadcastLoad((byte*)Rstd + ((nint)r * Size));
                for (int c = start; c < end; c += V.Count)
                {
                    V g = V.Load(G, at + c);
                    if (W != null) V.Store(W, c, V.Fma(g, (V.Load(X, at + c) - mean) * rstd, V.Load(W, c)));
                    if (B != null) V.Store(B, c, V.Load(B, c) + g);
                }
            }
            return end;
        }
    }
}
