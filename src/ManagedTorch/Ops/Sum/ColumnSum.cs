using System.Buffers;
using System.Runtime.CompilerServices;

namespace ManagedTorch.Kernels;

/// <summary>
/// Sums down the columns of a matrix: the gradient of a bias, and of any broadcast row. Groups of <see cref="Group"/>
/// rows are summed in order, their sums in groups again, and so on: a tree that depends on the number of rows alone,
/// whose error grows with its levels and not with the rows. Columns, and groups of three levels, are shared among the
/// threads.
/// </summary>
internal static unsafe class ColumnSum
{
    /// <summary>Terms of one running sum.</summary>
    internal const int Group = 16;

    /// <summary>Rows of three levels, which one pass sums in registers.</summary>
    internal const int Block = Group * Group * Group;

    /// <summary>Elements that a thread takes at least.</summary>
    private const int Grain = 32768;

    /// <summary>y[c] = x[0, c] + x[1, c] + ... by the tree.</summary>
    /// <exception cref="ArgumentException">The spans do not have these sizes.</exception>
    public static void SumCols<T>(ReadOnlySpan<T> x, int rows, int cols, Span<T> y) where T : unmanaged
    {
        if (x.Length != (long)rows * cols || y.Length != cols)
            throw new ArgumentException(
                $"A matrix of {rows} x {cols} does not fit spans of {x.Length} and {y.Length} elements.");
        fixed (T* px = x, py = y)
        {
            if (rows <= Block)
            {
                var work = new Work { X = px, Y = py, Rows = rows, Cols = cols };
                VectorRanges.For<Work, T>(work, cols, Math.Max(16, Grain / Math.Max(rows, 1)));
                return;
            }
        }
        SumBlocks(x, rows, cols, y);
    }

    /// <summary>Blocks of rows first, then the column sums of their sums: the next levels of the same tree.</summary>
    private static void SumBlocks<T>(ReadOnlySpan<T> x, int rows, int cols, Span<T> y) where T : unmanaged
    {
        int blocks = (rows + Block - 1) / Block;
        T[] partial = ArrayPool<T>.Shared.Rent(blocks * cols);
        var sums = partial.AsSpan(0, blocks * cols);
        fixed (T* px = x, ps = sums)
        {
            var work = new BlockWork<T> { X = px, Y = ps, Rows = rows, Cols = cols };
            ThreadPoolWork.For(ref work, blocks, (int)Math.Max(1, Grain / ((long)Block * Math.Max(cols, 1))));
        }
        SumCols<T>(sums, blocks, cols, y);
        ArrayPool<T>.Shared.Return(partial);
    }

    private struct BlockWork<T> : IRangeWork where T : unmanaged
    {
        public T* X, Y;
        public int Rows, Cols;

        public readonly void Run(int start, int end)
        {
            for (int b = start; b < end; b++)
            {
                var work = new Work
                {
                    X = X + ((nint)b * Block * Cols), Y = Y + ((nint)b * Cols),
                    Rows = Math.Min(Block, Rows - (b * Block)), Cols = Cols,
                };
                VectorRanges.Run<Work, T>(ref work, 0, Cols);
            }
        }
    }

    private struct Work : IVectorWork
    {
        public void* X, Y;
        public int Rows, Cols;

        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        public readonly int Run<V>(int start, int end) where V : struct, ISimdVector<V>
        {
            int c = start;
            for (; c <= end - (4 * V.Count); c += 4 * V.Count) Four<V>(c);
            for (; c <= end - V.Count; c += V.Count) One<V>(c);
            return c;
        }

        /// <summary>Four vectors of columns at once, so that additions do not wait for each other.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        private readonly void Four<V>(int c) where V : struct, ISimdVector<V>
        {
            V zero = V.Const(0), u0 = zero, u1 = zero, u2 = zero, u3 = zero;
            nint at = c;
            for (int top = 0; top < Rows; top += Group * Group)
            {
                V t0 = zero, t1 = zero, t2 = zero, t3 = zero;
                int stop = Math.Min(Rows, top + (Group * Group));
                for (int group = top; group < stop; group += Group)
                {
                    V s0 = zero, s1 = zero, s2 = zero, s3 = zero;
                    for (int r = Math.Min(stop, group + Group) - group; r > 0; r--, at += Cols)
                    {
                        s0 += V.Load(X, at);
                        s1 += V.Load(X, at + V.Count);
                        s2 += V.Load(X, at + (2 * V.Count));
                        s3 += V.Load(X, at + (3 * V.Count));
                    }
                    t0 += s0;
                    t1 += s1;
                    t2 += s2;
                    t3 += s3;
                }
                u0 += t0;
                u1 += t1;
                u2 += t2;
                u3 += t3;
            }
            V.Store(Y, c, u0);
            V.Store(Y, c + V.Count, u1);
            V.Store(Y, c + (2 * V.Count), u2);
            V.Store(Y, c + (3 * V.Count), u3);
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        private readonly void One<V>(int c) where V : struct, ISimdVector<V>
        {
            V zero = V.Const(0), u = zero;
            nint at = c;
            for (int top = 0; top < Rows; top += Group * Group)
            {
                V t = zero;
                int stop = Math.Min(Rows, top + (Group * Group));
                for (int group = top; group < stop; group += Group)
                {
                    V s = zero;
                    for (int r = Math.Min(stop, group + Group) - group; r > 0; r--, at += Cols) s += V.Load(X, at);
                    t += s;
                }
                u += t;
            }
            V.Store(Y, c, u);
        }
    }
}
