namespace ManagedTorch.Kernels;

/// <summary>
/// Queries [batch, heads, queries, width], keys [batch, heads, keys, width] and values [batch, heads, keys,
/// valueWidth]; a causal query sees the keys up to its own position.
/// </summary>
internal readonly record struct AttentionSizes(
    int Batch, int Heads, int Queries, int Keys, int Width, int ValueWidth, bool Causal);

/// <summary>Distances between batches, heads and rows of a matrix per head; elements of a row are adjacent.</summary>
internal readonly record struct HeadStrides(long Batch, long Head, int Row);

/// <summary>One matrix per head in memory; nothing at all for an input that is absent or an output that is not
/// wanted.</summary>
internal readonly ref struct Heads<T>(Span<T> memory, HeadStrides strides) where T : unmanaged
{
    public readonly Span<T> Memory = memory;
    public readonly HeadStrides Strides = strides;

    public bool IsAbsent => Memory.IsEmpty;

    /// <exception cref="ArgumentException">The memory is too short for its matrices.</exception>
    public void Check(string name, in AttentionSizes sizes, int rows, int columns)
    {
        long end = ((sizes.Batch - 1) * Strides.Batch) + ((sizes.Heads - 1) * Strides.Head)
            + ((rows - 1L) * Strides.Row) + columns;
        if (Memory.Length < end)
            throw new ArgumentException(
                $"{name} of {rows} x {columns} per head does not fit a span of {Memory.Length} elements.");
    }
}

/// <summary>The same as an address, for threads.</summary>
internal readonly unsafe struct HeadPointer(void* first, HeadStrides strides)
{
    public readonly int Row = strides.Row;

    public bool IsAbsent => first == null;

    /// <summary>The matrix of one head, counted through the batch, from row <paramref name="row"/> on.</summary>
    public T* At<T>(int item, int heads, int row = 0) where T : unmanaged =>
        (T*)first + ((nint)(item / heads) * (nint)strides.Batch) + ((nint)(item % heads) * (nint)strides.Head)
        + ((nint)row * strides.Row);
}
