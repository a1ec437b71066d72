using ManagedTorch.Autograd;
using ManagedTorch.Core;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>
/// A linear map between tensors of fixed shapes, with its transpose. The gradient of the one is the other, to any
/// order.
/// </summary>
internal abstract class LinearMap
{
    internal abstract string Name { get; }

    /// <summary>What the map takes and its transpose gives.</summary>
    protected abstract long[] From { get; }

    /// <summary>What the map gives and its transpose takes.</summary>
    protected abstract long[] To { get; }

    /// <summary>Fills a contiguous <paramref name="y"/>, of undefined contents, from a contiguous
    /// <paramref name="x"/>.</summary>
    protected abstract void Run<T>(Tensor x, Tensor y, bool transposed) where T : unmanaged, System.Numerics.INumber<T>;

    internal Tensor Apply(Tensor x, bool transposed = false)
    {
        var y = Tensor.New(x._dtype, transposed ? From : To);
        var dense = x.detach().contiguous();
        if (!x._dtype.IsFloatingPoint())
            throw new InvalidOperationException(
                $"{Name}: dtype {x._dtype} is not supported; convert to float32 or float64.");
        Dispatch.Float(x._dtype, new Work(this, dense, y, transposed));
        return x.ComputeRequiresGrad ? y.SetGradFn(new LinearMapNode(x, this, transposed)) : y;
    }

    private readonly struct Work(LinearMap map, Tensor x, Tensor y, bool transposed) : IForFloat
    {
        void IForFloat.Run<T>() => map.Run<T>(x, y, transposed);
    }
}

internal sealed class LinearMapNode(Tensor x, LinearMap map, bool transposed) : Node(x.GradientEdge)
{
    internal override string Name => map.Name;

    internal override int EdgeCount => 1;

    internal override void Backward(Tensor grad) => AccumulateGrad(To0, map.Apply(grad, !transposed));
}
