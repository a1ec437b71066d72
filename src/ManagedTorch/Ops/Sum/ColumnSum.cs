using System.Runtime.CompilerServices;

namespace ManagedTorch.Kernels;

/// <summary>Sums down the columns of a matrix, row after row: the gradient of a bias, and of any broadcast row.</summary>
internal static unsafe class ColumnSum
{
    private const int Grain = 32768;

    /// <summary>
    /// y[c] = x[0, c] + x[1, c] + ... in row order; with <paramref name="accumulate"/> the sum starts from y[c].
    /// </summary>
    public static void SumCols<T>(ReadOnlySpan<T> x, int rows, int cols, Span<T> y, bool accumulate = false)
        where T : unmanaged
    {
        if (x.Length != (long)rows * cols || y.Length != cols)
            throw new ArgumentException(
                $"A matrix of {rows} x {cols} does not fit spans of {x.Length} and {y.Length} elements.");
        fixed (T* px = x, py = y)
        {
            var work = new Work { X = px, Y = py, Rows = rows, Cols = cols, Accumulate = accumulate };
            VectorRanges.For<Work, T>(work, cols, Math.Max(16, Grain / Math.Max(rows, 1)));
        }
    }

    private struct Work : IVectorWork
    {
        public void* X, Y;
        public int Rows, Cols;
        public bool Accumulate;

        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        public readonly int Run<V>(int start, int end) where V : struct, ISimdVector<V>
        {
            int c = start;
            for (; c <= end - (4 * V.Count); c += 4 * V.Count)
            {
                V s0 = Begin<V>(c), s1 = Begin<V>(c + V.Count);
                V s2 = Begin<V>(c + (2 * V.Count)), s3 = Begin<V>(c + (3 * V.Count));
                nint at = c;
                for (int r = 0; r < Rows; r++, at += Cols)
                {
                    s0 += V.Load(X, at);
                    s1 += V.Load(X, at + V.Count);
                    s2 += V.Load(X, at + (2 * V.Count));
                    s3 += V.Load(X, at + (3 * V.Count));
                }
                V.Store(Y, c, s0);
                V.Store(Y, c + V.Count, s1);
                V.Store(Y, c + (2 * V.Count), s2);
                V.Store(Y, c + (3 * V.Count), s3);
            }
            for (; c <= end - V.Count; c += V.Count)
            {
                V sum = Begin<V>(c);
                nint at = c;
                for (int r = 0; r < Rows; r++, at += Cols) sum += V.Load(X, at);
                V.Store(Y, c, sum);
            }
            return c;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private readonly V Begin<V>(int c) where V : struct, ISimdVector<V> => Accumulate ? V.Load(Y, c) : V.Const(0);
    }
}
