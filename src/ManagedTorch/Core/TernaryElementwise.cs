using ManagedTorch.Kernels;
using static TorchSharp.torch;

namespace ManagedTorch.Core;

/// <summary>Applies ternary kernels to contiguous tensors.</summary>
internal static class TernaryElementwise
{
    /// <summary>Three contiguous operands of one shape and dtype.</summary>
    internal static Tensor Apply<TOp>(Tensor a, Tensor b, Tensor c) where TOp : struct, ITernary
    {
        var y = Tensor.NewLike(a);
        Dispatch.Float(a._dtype, new Work<TOp>(a, b, c, y));
        return y;
    }

    private readonly struct Work<TOp>(Tensor a, Tensor b, Tensor c, Tensor y) : IForFloat where TOp : struct, ITernary
    {
        void IForFloat.Run<T>() =>
            Elementwise.Ternary<TOp, T>(a.Values<T>(), b.Values<T>(), c.Values<T>(), y.Values<T>());
    }
}
