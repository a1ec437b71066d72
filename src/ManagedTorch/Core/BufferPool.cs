using System.Numerics;
using System.Runtime.CompilerServices;

namespace ManagedTorch.Core;

/// <summary>
/// Free storages of one element type, kept per thread in size classes of a quarter octave (at most 25% slack).
/// Renting and returning touch no lock. What a thread keeps is bounded; the rest is left to the garbage collector.
/// </summary>
internal static class BufferPool<T> where T : unmanaged
{
    private const int Classes = 128;
    private const long MaxBytesKept = 512L << 20;

    [ThreadStatic] private static Shelf[]? _shelves;
    [ThreadStatic] private static long _bytesKept;

    internal static TensorStorage<T> Rent(int count)
    {
        var size = SizeClass(count, out var capacity);
        var shelves = _shelves ??= NewShelves();
        ref var shelf = ref shelves[size];
        if (shelf.Count > 0)
        {
            var storage = shelf.Items[--shelf.Count];
            shelf.Items[shelf.Count] = null!;
            _bytesKept -= (long)capacity * Unsafe.SizeOf<T>();
            storage.Reset();
            BufferPool.Rented++;
            return storage;
        }
        BufferPool.Allocated++;
        return new TensorStorage<T>(GC.AllocateUninitializedArray<T>(capacity));
    }

    internal static void Return(TensorStorage<T> storage)
    {
        var bytes = (long)storage.Array.Length * Unsafe.SizeOf<T>();
        var size = SizeClass(storage.Array.Length, out var capacity);
        if (capacity != storage.Array.Length) return; // an array that the user brought
        if (_bytesKept + bytes > MaxBytesKept && !MakeRoom(size, bytes)) return;
        ref var shelf = ref (_shelves ??= NewShelves())[size];
        if (shelf.Count == shelf.Items.Length) System.Array.Resize(ref shelf.Items, Math.Max(4, 2 * shelf.Count));
        shelf.Items[shelf.Count++] = storage;
        _bytesKept += bytes;
        BufferPool.Returned++;
    }

    // Gives up larger buffers, the largest first: what one big computation left must not keep small ones out.
    private static bool MakeRoom(int size, long bytes)
    {
        var shelves = _shelves ??= NewShelves();
        for (var larger = Classes - 1; larger > size; larger--)
        {
            ref var shelf = ref shelves[larger];
            while (shelf.Count > 0 && _bytesKept + bytes > MaxBytesKept)
            {
                _bytesKept -= (long)shelf.Items[--shelf.Count].Array.Length * Unsafe.SizeOf<T>();
                shelf.Items[shelf.Count] = null!;
            }
        }

        return _bytesKept + bytes <= MaxBytesKept;
    }

    private static Shelf[] NewShelves()
    {
        var shelves = new Shelf[Classes];
        System.Array.Fill(shelves, new Shelf { Items = [] });
        return shelves;
    }

    /// <summary>Sizes 16, 20, 24, 28, 32, 40, 48, 56, 64, 80, ...</summary>
    private static int SizeClass(int count, out int capacity)
    {
        if (count <= 16)
        {
            capacity = 16;
            return 0;
        }
        var n = (uint)(count - 1);
        var log = BitOperations.Log2(n);
        var step = (int)(n >> (log - 2)) - 3; // 1..4: the quarter above 2^log
        var wide = (4L + step) << (log - 2);
        capacity = (int)Math.Min(wide, System.Array.MaxLength);
        return 4 * (log - 4) + step;
    }

    private struct Shelf
    {
        internal TensorStorage<T>[] Items;
        internal int Count;
    }
}

/// <summary>Per-thread counts of buffer traffic, for the tests that hold memory per step flat.</summary>
internal static class BufferPool
{
    [ThreadStatic] internal static long Allocated;
    [ThreadStatic] internal static long Rented;
    [ThreadStatic] internal static long Returned;
}
