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
        if (a._dtype == ScalarType.Float32)
            Elementwise.Ternary<TOp, float>(a.Values<float>(), b.Values<float>(), c.Values<float>(), y.Values<float>());
        else Elementwise.Ternary<TOp, double>(a.Values<double>(), b.Values<double>(), c.Values<double>(),
            y.Values<double>());
        return y;
    }
}
