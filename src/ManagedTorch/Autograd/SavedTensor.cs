using ManagedTorch.Core;
using static TorchSharp.torch;

namespace ManagedTorch.Autograd;

/// <summary>A tensor a node needs for its gradient: kept alive past its handle's disposal and checked for later
/// writes.</summary>
internal struct SavedTensor
{
    private Tensor? _tensor;
    private readonly int _version;

    internal SavedTensor(Tensor tensor)
    {
        tensor.Retain();
        _tensor = tensor;
        _version = tensor.Version;
    }

    internal readonly Tensor Get(Node node)
    {
        var tensor = _tensor
            ?? throw new InvalidOperationException(
                $"backward: the values saved by {node.Name} were freed by an earlier backward pass through the same " +
                "graph; pass retain_graph: true to the first one.");
        var now = tensor._storage!.Version;
        if (now != _version)
            throw new InvalidOperationException(
                $"backward: a tensor needed by {node.Name} was changed in place: shape {Shapes.Text(tensor._shape)} " +
                $"is at version {now}, expected {_version}; use an out-of-place operation, or clone it first.");
        return tensor.Revive();
    }

    internal void Release()
    {
        _tensor?.Release();
        _tensor = null;
    }
}
