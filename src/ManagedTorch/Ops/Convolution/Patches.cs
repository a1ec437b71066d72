using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ManagedTorch.Kernels;

/// <summary>
/// Products with a matrix that is not there: row p of it is what can be read from offset p of a source, rows of some
/// width at a pitch. A few columns of it at a time are gathered where the first-level cache holds them; every sum runs
/// over p in order.
/// </summary>
internal static unsafe class Patches
{
    /// <summary>Columns that are gathered together.</summary>
    private const int Chunk = 32;

    /// <summary>Rows of the left matrix that lie together.</summary>
    private const int Group = 12;

    /// <summary>How many elements <see cref="Pack{T}"/> writes, and <see cref="Multiply{T}"/> needs to work.</summary>
    internal static int PackedSize(int m, int k) => (m + Group - 1) / Group * Group * k;

    internal static int WorkSize(int m, int k) => (m + k) * Chunk;

    /// <summary>Packs A [m, k], whose element (i, p) is at i rowStep + offsets[p].</summary>
    internal static void Pack<T>(int m, T* a, int rowStep, ReadOnlySpan<int> offsets, Span<T> packed)
        where T : unmanaged
    {
        var at = 0;
        for (var first = 0; first < m; first += Group)
            for (var p = 0; p < offsets.Length; p++)
                for (var i = first; i < first + Group; i++)
                    packed[at++] = i < m ? a[(long)i * rowStep + offsets[p]] : default;
    }

    /// <summary>
    /// C [m, rows x width] = A B, or += with <paramref name="accumulate"/>; B [p, (i, j)] is at source + offsets[p] + i
    /// pitch + j. Rows of C are <paramref name="rowC"/> apart.
    /// </summary>
    internal static void Multiply<T>(int m, T* packed, T* source, ReadOnlySpan<int> offsets, int rows, int width,
        int pitch, T* c, nint rowC, bool accumulate, Span<T> work)
        where T : unmanaged
    {
        var (k, count) = (offsets.Length, rows * width);
        if (m == 1)
        {
            RowSums.Run(packed, Group, source, offsets, rows, width, pitch, c, accumulate);
            return;
        }
        fixed (T* chunk = work, edge = work[(k * Chunk)..])
            for (var start = 0; start < count; start += Chunk)
            {
                var columns = Math.Min(Chunk, count - start);
                Gather(source, offsets, start, columns, width, pitch, chunk);
                if (columns == Chunk)
                {
                    Product(m, k, packed, chunk, c + start, rowC, accumulate);
                    continue;
                }
                if (accumulate)
                    for (var i = 0; i < m; i++)
                        new ReadOnlySpan<T>(c + i * rowC + start,
                            columns).CopyTo(new Span<T>(edge + i * Chunk, columns));
                Product(m, k, packed, chunk, edge, Chunk, accumulate);
                for (var i = 0; i < m; i++)
                    new ReadOnlySpan<T>(edge + i * Chunk, columns).CopyTo(new Span<T>(c + i * rowC + start, columns));
            }
    }

    private static void Product<T>(int m, int k, T* packed, T* chunk, T* to, nint rowTo, bool accumulate)
        where T : unmanaged
    {
        for (var first = 0; first < m; first += Group)
        {
            T* part = to + first * rowTo;
            Gemm.Direct(new Operands<T>
            {
                M = Math.Min(Group, m - first), N = Chunk, K = k, C = part, RowC = rowTo, InitialC = accumulate ? part
                : null, RowInitialC = rowTo,
                A = packed + (nint)first * k, RowA = 1, StepA = Group, B = chunk, StepB = Chunk, ColB = 1,
            });
        }
    }

    /// <summary>Columns [start, start + columns) of B, straight run after straight run; columns beyond are 0.</summary>
    private static void Gather<T>(T* source, ReadOnlySpan<int> offsets, int start, int columns, int width, int pitch,
        T* chunk) where T : unmanaged
    {
        if (columns < Chunk)
            for (var p = 0; p < offsets.Length; p++) new Span<T>(chunk + p * Chunk + columns, Chunk - columns).Clear();
        for (var j = 0; j < columns;)
        {
            var (row, column) = ((start + j) / width, (start + j) % width);
            var length = Math.Min(columns - j, width - column);
            Copy((byte*)(source + row * pitch + column), offsets, (byte*)(chunk + j), length * sizeof(T), sizeof(T));
            j += length;
        }
    }

    /// <summary>Some bytes from every offset, a chunk's row apart; the last vector may overlap the one
    /// before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Copy(byte* source, ReadOnlySpan<int> offsets, byte* to, int bytes, int size)
    {
        nint step = Chunk * size;
        ref var offset = ref MemoryMarshal.GetReference(offsets);
        if (bytes == 32)
            for (var p = 0; p < offsets.Length; p++, to += step)
                Vector256.Load(source + (nint)Unsafe.Add(ref offset, p) * size).Store(to);
        else if (bytes >= 32)
            for (var p = 0; p < offsets.Length; p++, to += step)
            {
                var from = source + (nint)Unsafe.Add(ref offset, p) * size;
                for (var i = 0; i <= bytes - 32; i += 32) Vector256.Load(from + i).Store(to + i);
                Vector256.Load(from + bytes - 32).Store(to + bytes - 32);
            }
        else if (bytes >= 16)
            for (var p = 0; p < offsets.Length; p++, to += step)
            {
                var from = source + (nint)Unsafe.Add(ref offset, p) * size;
                Vector128.Load(from).Store(to);
                Vector128.Load(from + bytes - 16).Store(to + bytes - 16);
            }
        else
            for (var p = 0; p < offsets.Length; p++, to += step)
            {
                var from = source + (nint)Unsafe.Add(ref offset, p) * size;
                for (var i = 0; i < bytes; i += 4) *(int*)(to + i) = *(int*)(from + i);
            }
    }
}
