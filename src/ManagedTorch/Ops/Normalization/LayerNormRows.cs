using System.Buffers;
using System.Runtime.CompilerServices;

namespace ManagedTorch.Kernels;

/// <summary>
/// Layer normalization over the rows of [rows, cols] and its gradients, each in one pass over memory: means and
/// variances run over the 16 lanes of <see cref="FixedLaneReduction"/>, sums over rows by the tree of
/// <see cref="ColumnSum"/>.
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
                new() { G = pg, X = px, W = pw, Mean = pm, Rstd = pr, Out = po, Cols = cols }, rows,
                Math.Max(1, Grain / cols));
    }

    /// <summary>Rows of three levels of the tree of <see cref="ColumnSum"/>.</summary>
    private const int Block = ColumnSum.Group * ColumnSum.Block;

    /// <summary>gw[c] = Σ grad x̂ and gb[c] = Σ grad down the rows; an empty one is not wanted.</summary>
    public static void ParameterGradients<T>(
        ReadOnlySpan<T> grad, ReadOnlySpan<T> x, ReadOnlySpan<T> mean, ReadOnlySpan<T> rstd, int rows, int cols,
        Span<T> gw, Span<T> gb)
        where T : unmanaged
    {
        Check(x.Length, grad.Length, gw.Length, mean.Length, rstd.Length, rows, cols);
        Check(x.Length, grad.Length, gb.Length, mean.Length, rstd.Length, rows, cols);
        int blocks = Math.Max(1, (rows + Block - 1) / Block);
        // Sums of a block of rows for each kind, and one more row of them on the way.
        T[] partial = ArrayPool<T>.Shared.Rent(2 * (blocks + 1) * cols);
        fixed (T* pg = grad, px = x, pm = mean, pr = rstd, sums = partial)
        {
            var work = new ParameterWork { G = pg, X = px, Mean = pm, Rstd = pr, Cols = cols, Size = sizeof(T) };
            if (!gw.IsEmpty)
            {
                work.W = sums;
                work.W1 = sums + (blocks * cols);
            }
            T* second = sums + ((blocks + 1) * cols);
            if (!gb.IsEmpty)
            {
                work.B = second;
                work.B1 = second + (blocks * cols);
            }
            for (int first = 0, b = 0; b < blocks; first += Block, b++)
            {
                work.First = first;
                work.Rows = Math.Min(Block, rows - first);
                work.Index = b;
                VectorRanges.For<ParameterWork, T>(work, cols, Math.Max(48, Grain / Math.Max(work.Rows, 1)));
            }
            if (!gw.IsEmpty) ColumnSum.SumCols(new ReadOnlySpan<T>(sums, blocks * cols), blocks, cols, gw);
            if (!gb.IsEmpty) ColumnSum.SumCols(new ReadOnlySpan<T>(second, blocks * cols), blocks, cols, gb);
        }
        ArrayPool<T>.Shared.Return(partial);
    }

    private static void Check(int x, int y, int weight, int mean, int rstd, int rows, int cols)
    {
        if (cols < 1 || x != (long)rows * cols || y != x || (weight != 0 && weight != cols) || mean != rows
            || rstd != rows)
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

    /// <summary>
    /// One block of rows, row after row as they lie in memory, by the tree of <see cref="ColumnSum"/>; the sums of its
    /// levels stay in registers and in the first-level cache.
    /// </summary>
    private struct ParameterWork : IVectorWork
    {
        public void* G, X, Mean, Rstd, W, W1, B, B1;
        public int First, Rows, Index, Cols, Size;

        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        public readonly int Run<V>(int start, int end) where V : struct, ISimdVector<V>
        {
            end -= (end - start) % V.Count;
            const int group = ColumnSum.Group;
            nint to = (nint)Index * Cols;
            Clear<V>(W, to, start, end);
            Clear<V>(B, to, start, end);
            for (int top = 0; top < Rows; top += group * group)
            {
                Clear<V>(W1, 0, start, end);
                Clear<V>(B1, 0, start, end);
                int stop = Math.Min(Rows, top + (group * group));
                for (int r = top; r < stop; r += group) AddGroup<V>(First + r, Math.Min(group, stop - r), start, end);
                Add<V>(W1, W, to, start, end);
                Add<V>(B1, B, to, start, end);
            }
            return end;
        }

        /// <summary>The sums of a group of rows, made in registers, added to those of the next level.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        private readonly void AddGroup<V>(int row, int rows, int start, int end) where V : struct, ISimdVector<V>
        {
            V zero = V.Const(0);
            byte* mean = (byte*)Mean + ((nint)row * Size), rstd = (byte*)Rstd + ((nint)row * Size);
            for (int c = start; c < end; c += V.Count)
            {
                V w = zero, b = zero;
                nint at = ((nint)row * Cols) + c;
                if (W == null)
                {
                    for (int r = 0; r < rows; r++, at += Cols) b += V.Load(G, at);
                }
                else
                {
                    byte* m = mean, s = rstd;
                    for (int r = 0; r < rows; r++, at += Cols, m += Size, s += Size)
                    {
                        V g = V.Load(G, at);
                        w = V.Fma(g, (V.Load(X, at) - V.BroadcastLoad(m)) * V.BroadcastLoad(s), w);
                        b += g;
                    }
                    V.Store(W1, c, V.Load(W1, c) + w);
                }
                if (B != null) V.Store(B1, c, V.Load(B1, c) + b);
            }
        }

        private static void Clear<V>(void* sums, nint to, int start, int end) where V : struct, ISimdVector<V>
        {
            if (sums == null) return;
            for (int c = start; c < end; c += V.Count) V.Store(sums, to + c, V.Const(0));
        }

        private static void Add<V>(void* from, void* sums, nint to, int start, int end) where V : struct, ISimdVector<V>
        {
            if (sums == null) return;
            for (int c = start; c < end; c += V.Count) V.Store(sums, to + c, V.Load(sums, to + c) + V.Load(from, c));
        }
    }
}
