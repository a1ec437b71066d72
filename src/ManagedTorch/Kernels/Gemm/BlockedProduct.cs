using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace ManagedTorch.Kernels;

/// <summary>
/// The blocked matrix product (Goto and van de Geijn, "Anatomy of high-performance matrix multiplication", 2008): B in
/// panels of two vectors, A in groups of rows, a micro-kernel for each pair. What is small is read where it lies; what
/// is large or stored the other way round is packed first. Blocks over k run in order and pass their sums through C.
/// </summary>
internal static unsafe partial class BlockedProduct<V, T> where V : struct, ISimdVector<V, T> where T : unmanaged
{
    private static int Depth => CachePolicy.Depth<T>();

    private static int PanelWidth => 2 * V.Count;

    /// <summary>Rows of a full micro-tile: as many as the registers of this width hold.</summary>
    private static int TileRows => V.Count * sizeof(T) == 64 ? 12 : V.Count > 1 ? 6 : 4;

    public static void Run(in Operands<T> o)
    {
        for (int column = 0; column < o.N; column += CachePolicy.PanelColumns)
        {
            int columns = Math.Min(CachePolicy.PanelColumns, o.N - column),
                together = CachePolicy.PackedDepth<T>(columns);
            for (int p = 0; p < o.K; p += together)
            {
                var block = o;
                block.N = columns;
                block.K = Math.Min(together, o.K - p);
                block.A += p * o.StepA;
                block.B += (p * o.StepB) + (column * o.ColB);
                block.C += column;
                if (p + together < o.K) block.Epilogue = null;
                if (p > 0) block.ContinueAccumulation();
                else if (o.InitialC != null) block.InitialC += column;
                RunBlock(block);
            }
        }
    }

    /// <summary>On this thread, B read in place. N is a multiple of 16, so that no micro-tile reaches over the
    /// edge.</summary>
    public static void RunDirect(in Operands<T> o)
    {
        var work = new Work { O = o, PackFrom = int.MaxValue };
        work.Multiply(0, o.M, 0, o.N);
    }

    /// <summary>On this thread, A packed: <paramref name="group"/> rows side by side for every k, groupStep from one
    /// such group to the next. N is a multiple of 32. With <paramref name="listed"/> rows of B are where it says.
    /// </summary>
    public static void RunPacked(in Operands<T> o, int group, nint groupStep, ListedRows* listed)
    {
        T* c = o.C, start = o.InitialC;
        for (int first = 0, rows; first < o.M; first += rows, c += rows * o.RowC)
        {
            rows = Height(Math.Min(group - first % group, o.M - first));
            T* packed = o.A + first / group * groupStep + first % group;
            for (int j = 0; j < o.N && listed != null; j += PanelWidth)
            {
                nint at = listed->At(j), second = listed->At(j + V.Count) - at;
                MicroKernels.RunListed(rows, o.K, packed, group, o.B + at, listed->Offsets, second, c + j, o.RowC,
                    start == null ? null : start + j, o.RowInitialC);
            }
            for (int j = 0; j < o.N && listed == null; j += PanelWidth)
                MicroKernels.Run(rows, narrow: false, o.K, packed, 1, group, o.B + j, o.StepB, c + j, o.RowC,
                    start == null ? null : start + j, o.RowInitialC);
            if (start != null) start += rows * o.RowInitialC;
        }
    }

    private static void RunBlock(in Operands<T> o)
    {
        int panels = (o.N + PanelWidth - 1) / PanelWidth, groups = (o.M + TileRows - 1) / TileRows;
        bool shared = (long)o.M * o.N * o.K >= CachePolicy.SharedWork;
        bool direct = CachePolicy.ReadsBInPlace(o, TileRows);
        int packFrom = direct ? (o.N % PanelWidth is 0 ? panels : o.N % PanelWidth == V.Count ? panels : panels - 1)
            : 0;
        int packed = panels - packFrom;

        T[]? rented = null;
        var work = new Work { O = o, PackFrom = packFrom, PackedWidth = packed * PanelWidth };
        if (packed > 0) rented = ArrayPool<T>.Shared.Rent((packed * PanelWidth * o.K) + (64 / sizeof(T)));
        fixed (T* p = rented)
        {
            work.Packed = (T*)(((nint)p + 63) & ~63);
            if (packed > 0)
            {
                work.Phase = Phase.Pack;
                ThreadPoolWork.For(ref work, packed * ((o.K + Depth - 1) / Depth), shared ? 1 : int.MaxValue);
            }
            if (groups >= 4 || groups >= panels)
            {
                work.Phase = Phase.Rows;
                ThreadPoolWork.For(ref work, groups, shared ? 1 : int.MaxValue);
            }
            else
            {
                work.Phase = Phase.Columns;
                ThreadPoolWork.For(ref work, panels, shared ? 1 : int.MaxValue);
            }
        }
        if (rented is not null) ArrayPool<T>.Shared.Return(rented);
    }

    private enum Phase { Pack, Rows, Columns }

    private struct Work : IRangeWork
    {
        public Operands<T> O;
        public Phase Phase;
        public int PackFrom, PackedWidth;
        public T* Packed;

        public readonly void Run(int start, int end)
        {
            switch (Phase)
            {
                case Phase.Pack:
                    for (int i = start; i < end; i++) Pack(i);
                    break;
                case Phase.Rows:
                    Multiply(start * TileRows, Math.Min(end * TileRows, O.M), 0, O.N);
                    break;
                default:
                    Multiply(0, O.M, start * PanelWidth, Math.Min(end * PanelWidth, O.N));
                    break;
            }
        }

        /// <summary>Panels of a block over k one after the other, then the next block.</summary>
        private readonly void Pack(int index)
        {
            int panels = PackedWidth / PanelWidth, first = index / panels * Depth, panel = index % panels;
            int depth = Math.Min(Depth, O.K - first), column = (PackFrom + panel) * PanelWidth,
                count = Math.Min(PanelWidth, O.N - column);
            T* from = O.B + (first * O.StepB) + (column * O.ColB),
                to = Packed + ((nint)first * PackedWidth) + ((nint)panel * PanelWidth * depth);
            if (O.ColB == 1) CopyPanel(from, count, depth, to);
            else Packing.Pack(from, O.StepB, O.ColB, depth, count, to, count <= V.Count ? V.Count : PanelWidth);
        }

        /// <summary>Rows of B one after the other, filled up with zeros.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        private readonly void CopyPanel(T* from, int count, int depth, T* to)
        {
            V zero = V.Const(0);
            int second = count - V.Count;
            if (second <= 0)
            {
                for (int p = 0; p < depth; p++, from += O.StepB, to += V.Count)
                    V.Store(to, V.LoadPart(from, count, zero));
                return;
            }
            bool full = count == PanelWidth;
            for (int p = 0; p < depth; p++, from += O.StepB, to += PanelWidth)
            {
                V.Store(to, V.Load(from));
                T* next = from + V.Count;
                V.Store(to + V.Count, full ? V.Load(next) : V.LoadPart(next, second, zero));
            }
        }

        /// <summary>Rows [top, bottom) of columns [left, right) of C, block after block over k.</summary>
        [SkipLocalsInit]
        public readonly void Multiply(int top, int bottom, int left, int right)
        {
            bool pack = CachePolicy.PacksA(O, right - left, PanelWidth), prefetch = CachePolicy.PrefetchesA(O);
            byte* buffer = stackalloc byte[pack ? (12 * CachePolicy.DepthBytes) + 64 : 0];
            T* packed = pack ? (T*)(((nint)buffer + 63) & ~63) : null;
            // What is read in place needs no blocks that match packed ones: a longer one costs less than a rest.
            int depth = !pack && PackFrom == int.MaxValue && O.K <= Depth * 3 / 2 ? O.K : Depth;
            for (int first = 0; first < O.K; first += depth)
            {
                var block = this;
                block.O.K = Math.Min(depth, O.K - first);
                block.O.A += first * O.StepA;
                block.O.B += first * O.StepB;
                block.Packed += (nint)first * PackedWidth;
                if (first > 0) block.O.ContinueAccumulation();
                block.MultiplyBlock(top, bottom, left, right, packed, first + depth >= O.K, prefetch);
            }
        }

        private readonly void MultiplyBlock(int top, int bottom, int left, int right, T* packed, bool last,
            bool prefetch)
        {
            for (int i = top, rows; i < bottom; i += rows)
            {
                rows = Height(bottom - i);
                T* a = O.A + (i * O.RowA), c = O.C + (i * O.RowC), start = O.InitialC == null ? null
                    : O.InitialC + (i * O.RowInitialC);
                nint rowA = O.RowA, stepA = O.StepA;
                if (packed != null)
                {
                    Packing.Pack(a, O.StepA, O.RowA, O.K, rows, packed, rows);
                    a = packed;
                    rowA = 1;
                    stepA = rows;
                }
                if (prefetch && i + rows < bottom)
                    Prefetch(O.A + ((i + rows) * O.RowA), Math.Min(rows, bottom - i - rows));
                else if (prefetch && !last)
                    Prefetch(O.A + (O.K * O.StepA) + (top * O.RowA), Math.Min(TileRows, bottom - top));
                int j = left;
                int wide = rows == 1 ? (int)Math.Min(right, (long)PackFrom * PanelWidth) - RowMicroKernel<V, T>.Width
                    : int.MinValue;
                for (; j <= wide; j += RowMicroKernel<V, T>.Width)
                    RowMicroKernel<V, T>.Run(O.K, a, stepA, O.B + j, O.StepB, c + j, start == null ? null : start + j);
                for (; j < right; j += PanelWidth)
                    Panel(rows, a, rowA, stepA, c + j, start == null ? null : start + j, j);
                if (last && O.Epilogue != null)
                    for (int r = 0; r < rows; r++) O.Epilogue(c + (r * O.RowC) + left, O.EpilogueContext, right - left);
            }
        }

        /// <summary>Asks for the next rows of A, which no prefetcher guesses, while the products of these are
        /// made.</summary>
        private readonly void Prefetch(T* a, int rows)
        {
            if (!Sse.IsSupported) return;
            if (O.RowA == 1)
            {
                // The line where these rows begin is that where the rows before end.
                a += rows - 1;
                for (int p = 0; p < O.K; p++, a += O.StepA) Sse.Prefetch1(a);
                return;
            }
            for (int r = 0; r < rows; r++, a += O.RowA)
                for (int p = 0; p < O.K; p += 64 / sizeof(T)) Sse.Prefetch1(a + p);
        }

        private readonly void Panel(int rows, T* a, nint rowA, nint stepA, T* c, T* start, int column)
        {
            int panel = column / PanelWidth, width = Math.Min(PanelWidth, O.N - column);
            bool narrow = width <= V.Count;
            int full = narrow ? V.Count : PanelWidth;
            T* b = panel < PackFrom ? O.B + column : Packed + ((nint)(panel - PackFrom) * PanelWidth * O.K);
            nint stepB = panel < PackFrom ? O.StepB : full;
            if (width == full)
                MicroKernels.Run(rows, narrow, O.K, a, rowA, stepA, b, stepB, c, O.RowC, start, O.RowInitialC);
            else
                EdgeTile(rows, width, narrow, a, rowA, stepA, b, stepB, c, start);
        }

        /// <summary>A micro-tile that reaches over the right edge: computed beside C, its inner part copied.</summary>
        [SkipLocalsInit]
        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        private readonly void EdgeTile(
            int rows, int width, bool narrow, T* a, nint rowA, nint stepA, T* b, nint stepB, T* c, T* start)
        {
            T* tile = stackalloc T[12 * PanelWidth];
            int full = narrow ? V.Count : PanelWidth;
            int second = width - V.Count;
            V zero = V.Const(0);
            if (start != null)
            {
                T* from = start, to = tile;
                for (int i = 0; i < rows; i++, from += O.RowInitialC, to += full)
                {
                    V.Store(to, narrow ? V.LoadPart(from, width, zero) : V.Load(from));
                    if (!narrow) V.Store(to + V.Count, V.LoadPart(from + V.Count, second, zero));
                }
            }
            MicroKernels.Run(rows, narrow, O.K, a, rowA, stepA, b, stepB, tile, full, start == null ? null
                : tile, full);
            T* source = tile, target = c;
            for (int i = 0; i < rows; i++, source += full, target += O.RowC)
            {
                if (narrow)
                {
                    V.StorePart(target, width, V.Load(source));
                }
                else
                {
                    V.Store(target, V.Load(source));
                    V.StorePart(target + V.Count, second, V.Load(source + V.Count));
                }
            }
        }
    }

    /// <summary>The tallest micro-tile that fits into the rows left.</summary>
    private static int Height(int rows) =>
        rows >= TileRows ? TileRows : rows >= 8 ? 8 : rows >= 4 ? 4 : rows >= 2 ? 2 : 1;
}
