using ManagedTorch.Core;

namespace ManagedTorch.Kernels;

/// <summary>Working memory from the pool of the thread that runs.</summary>
internal readonly ref struct Scratch<T> : IDisposable where T : unmanaged
{
    private readonly TensorStorage<T>? _storage;
    internal readonly Span<T> Values;

    internal Scratch(int count)
    {
        if (count == 0) return;
        _storage = BufferPool<T>.Rent(count);
        Values = _storage.Array.AsSpan(0, count);
    }

    public void Dispose() => _storage?.Release();
}
