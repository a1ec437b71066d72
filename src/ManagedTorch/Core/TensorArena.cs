using static TorchSharp.torch;

namespace ManagedTorch.Core;

/// <summary>Collects the tensors made inside an operation so that their buffers go back to the pool when it
/// ends.</summary>
internal sealed class TensorArena
{
    private Tensor[] _items = new Tensor[32];
    private int _count;

    internal int Count => _count;

    internal void Add(Tensor tensor)
    {
        if (_count == _items.Length) Array.Resize(ref _items, 2 * _count);
        _items[_count++] = tensor;
    }

    /// <summary>Releases every tensor from position <paramref name="start"/> on; whoever kept one has retained
    /// it.</summary>
    internal void ReleaseFrom(int start)
    {
        for (var i = start; i < _count; i++)
        {
            _items[i].Release();
            _items[i] = null!;
        }
        _count = start;
    }

    /// <summary>Forgets the tensors from position <paramref name="start"/> on without releasing them.</summary>
    internal void ForgetFrom(int start)
    {
        Array.Clear(_items, start, _count - start);
        _count = start;
    }
}
