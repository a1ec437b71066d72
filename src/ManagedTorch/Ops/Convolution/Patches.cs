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
    internal const int Chunk = 32;

    /// <summary>Rows of B that are gathered together at most: a chunk of them stays in the first-level cache.</summary>
    private const int MostDepth = 320;

    /// <summary>Rows of the left matrix that lie together: as many as a micro-kernel takes, and for the widest vectors
    /// fewer where no group is then left half empty.</summary>
    private static int Group(int m) => Simd.Level == SimdLevel.Width512 && m % 12 != 0 && m % 8 == 0 ? 8 : 12;

    /// <summary>How many elements <see cref="Pack{T}"/> writes, and <see cref="Multiply{T}"/> needs to work.</summary>
    internal static int PackedSize(int m, int k) => (m + Group(m) - 1) / Group(m) * Group(m) * k;

    internal static int WorkSize(int m, int k) => (m + Depth(k)) * Chunk;

    /// <summary>k in equal parts, so that none is too short to pay.</summary>
    private static int Depth(int k)
    {
        var parts = Math.Max(1, (k + MostDepth - 1) / MostDepth);
        return (k + parts - 1) / parts;
    }

    /// <summary>Packs A [m, k], whose element (i, p) is at i rowStep + offsets[p].</summary>
    internal static void Pack<T>(int m, T* a, int rowStep, ReadOnlySpan<int> offsets, Span<T> packed)
        where T : unmanaged
    {
        var (at, group) = (0, Group(m));
        for (var first = 0; first < m; first += group)
            for (var p = 0; p < offsets.Length; p++)
                for (var i = first; i < first + group; i++)
                    packed[at++] = i < m ? a[(long)i * rowStep + offsets[p]] : default;
    }

    /// <summary>
    /// C [m, rows x width] = A B + <paramref name="initial"/>, [m, Chunk] with rows of one number each, or null for 0;
    /// B [p, (i, j)] is at source + offsets[p] + i pitch + j. Rows of C are <paramref name="rowC"/> apart. Up to one
    /// vector beyond the source is read.
    /// </summary>
    internal static void Multiply<T>(int m, T* packed, T* source, ReadOnlySpan<int> offsets, int rows, int width,
        int pitch, T* c, nint rowC, T* initial, Span<T> work)
        where T : unmanaged
    {
        var (k, count, most) = (offsets.Length, rows * width, Depth(offsets.Length));
        if (m == 1)
        {
            RowSums.Run(packed, Group(m), source, offsets, rows, width, pitch, c, initial);
            return;
        }
        // Where a line holds whole vectors, they are read in place.
        var inPlace = width % Math.Max(1, (int)Simd.Level / 8 / sizeof(T)) == 0;
        fixed (int* listed = offsets)
        fixed (T* chunk = work, edge = work[(most * Chunk)..])
            for (var start = 0; start < count; start += Chunk)
            {
                var columns = Math.Min(Chunk, count - start);
                if (inPlace && columns == Chunk)
                {
                    var lines = new ListedRows { Offsets = listed, First = start, Width = width, Pitch = pitch };
                    Gemm.Packed(new Operands<T>
                    {
                        M = m, N = Chunk, K = k, C = c + start, RowC = rowC, InitialC = initial, RowInitialC = Chunk,
                        A = packed, B = source,
                    }, Group(m), (nint)k * Group(m), &lines);
                    continue;
                }
                T* to = columns == Chunk ? c + start : edge;
                var rowTo = columns == Chunk ? rowC : Chunk;
                for (var first = 0; first < k; first += most)
                {
                    var depth = Math.Min(most, k - first);
                    Gather(source, offsets.Slice(first, depth), start, columns, width, pitch, chunk);
                    Product(m, k, first, depth, packed, chunk, to, rowTo, initial);
                }
                if (columns < Chunk)
                    for (var i = 0; i < m; i++)
                        new ReadOnlySpan<T>(edge + i * Chunk, columns).CopyTo(new Span<T>(c + i * rowC + start,
                            columns));
            }
    }

    /// <summary>The terms [start, start + depth) of the sums, for a chunk of columns.</summary>
    internal static void Product<T>(int m, int k, int start, int depth, T* packed, T* chunk, T* to, nint rowTo,
        T* initial) where T : unmanaged
    {
        var group = Group(m);
        Gemm.Packed(new Operands<T>
        {
            M = m, N = Chunk, K = depth, C = to, RowC = rowTo, InitialC = start > 0 ? to : initial,
            RowInitialC = start > 0 ? rowTo : Chunk, A = packed + (nint)start * group, B = chunk, StepB = Chunk,
        }, group, (nint)k * group);
    }

    /// <summary>Columns [start, start + columns) of B, straight run after straight run; columns beyond are 0.</summary>
    private static void Gather<T>(T* source, ReadOnlySpan<int> offsets, int start, int columns, int width, int pitch,
        T* chunk) where T : unmanaged
    {
        var lanes = Vector256<T>.Count;
        if (columns == Chunk && width % lanes == 0)
        {
            for (var j = 0; j < Chunk; j += 4 * lanes)
                CopyFour(source + At(j), source + At(j + lanes), source + At(j + 2 * lanes), source + At(j + 3 * lanes),
                    offsets, chunk + j);
            return;
        }
        if (columns < Chunk)
            for (var p = 0; p < offsets.Length; p++) new Span<T>(chunk + p * Chunk + columns, Chunk - columns).Clear();
        for (var j = 0; j < columns;)
        {
            var (row, column) = ((start + j) / width, (start + j) % width);
            var length = Math.Min(columns - j, width - column);
            Copy((byte*)(source + row * pitch + column), offsets, (byte*)(chunk + j), length * sizeof(T), sizeof(T));
            j += length;
        }

        int At(int j) => (start + j) / width * pitch + (start + j) % width;
    }

    /// <summary>Four vectors from every offset side by side, a chunk's row apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void CopyFour<T>(T* first, T* second, T* third, T* fourth, ReadOnlySpan<int> offsets, T* to)
        where T : unmanaged
    {
        foreach (nint offset in offsets)
        {
            Vector256.Load(first + offset).Store(to);
            Vector256.Load(second + offset).Store(to + Vector256<T>.Count);
            Vector256.Load(third + offset).Store(to + (2 * Vector256<T>.Count));
            Vector256.Load(fourth + offset).Store(to + (3 * Vector256<T>.Count));
            to += Chunk;
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
