using System.Buffers;
using System.Runtime.CompilerServices;

namespace ManagedTorch.Kernels;

/// <summary>
/// Sums down the columns of a matrix: the gradient of a bias, and of any broadcast row. Groups of <see cref="Group"/>
/// rows are summed in order, their sums in groups again, and so on: a tree that depends on the number of rows alone,
/// whose error grows with its levels and not with the rows. Columns, and groups of two levels, are shared among the
/// threads.
/// </summary>
internal static unsafe class ColumnSum
{
    /// <summary>Terms of one running sum.</summary>
    internal const int Group = 16;

    /// <summary>Rows of two levels, which one pass sums.</summary>
    internal const int Block = Group * Group;

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

        /// <summary>Group after group of rows, so that memory is read in order.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        public readonly int Run<V>(int start, int end) where V : struct, ISimdVector<V>
        {
            int stop = end - ((end - start) % V.Count), wide = stop - (4 * V.Count);
            for (int top = 0; top == 0 || top < Rows; top += Group)
            {
                int rows = Math.Min(Group, Rows - top), c = start;
                for (; c <= wide; c += 4 * V.Count) Four<V>(top, rows, c);
                for (; c < stop; c += V.Count) One<V>(top, rows, c);
            }
            return stop;
        }

        /// <summary>Four vectors of columns at once, so that additions do not wait for each other.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private readonly void Four<V>(int top, int rows, int c) where V : struct, ISimdVector<V>
        {
            V zero = V.Const(0), s0 = zero, s1 = zero, s2 = zero, s3 = zero;
            nint at = ((nint)top * Cols) + c;
            for (int r = rows; r > 0; r--, at += Cols)
            {
                s0 += V.Load(X, at);
                s1 += V.Load(X, at + V.Count);
                s2 += V.Load(X, at + (2 * V.Count));
                s3 += V.Load(X, at + (3 * V.Count));
            }
            Put(top, c, s0);
            Put(top, c + V.Count, s1);
            Put(top, c + (2 * V.Count), s2);
            Put(top, c + (3 * V.Count), s3);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private readonly void One<V>(int top, int rows, int c) where V : struct, ISimdVector<V>
        {
            V s = V.Const(0);
            nint at = ((nint)top * Cols) + c;
            for (int r = rows; r > 0; r--, at += Cols) s += V.Load(X, at);
            Put(top, c, s);
        }

        /// <summary>The sum of a group joins those of the groups before.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private readonly void Put<V>(int top, int c, V sum) where V : struct, ISimdVector<V> =>
            V.Store(Y, c, top == 0 ? sum : V.Load(Y, c) + sum);
    }
}
