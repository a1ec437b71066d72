using System.Diagnostics.CodeAnalysis;

namespace ManagedTorch.Autograd;

/// <summary>Nodes waiting to run, youngest on top.</summary>
internal sealed class NodeHeap
{
    private Node[] _items = new Node[64];
    private int _count;

    internal void Push(Node node)
    {
        if (_count == _items.Length) Array.Resize(ref _items, 2 * _count);
        var at = _count++;
        while (at > 0)
        {
            var parent = (at - 1) / 2;
            if (_items[parent].Sequence > node.Sequence) break;
            _items[at] = _items[parent];
            at = parent;
        }
        _items[at] = node;
    }

    internal bool TryPop([NotNullWhen(true)] out Node? node)
    {
        if (_count == 0)
        {
            node = null;
            return false;
        }
        node = _items[0];
        var last = _items[--_count];
        _items[_count] = null!;
        if (_count > 0) Sink(last);
        return true;
    }

    private void Sink(Node last)
    {
        var at = 0;
        while (true)
        {
            var child = 2 * at + 1;
            if (child >= _count) break;
            if (child + 1 < _count && _items[child + 1].Sequence > _items[child].Sequence) child++;
            if (_items[child].Sequence < last.Sequence) break;
            _items[at] = _items[child];
            at = child;
        }
        _items[at] = last;
    }
}
