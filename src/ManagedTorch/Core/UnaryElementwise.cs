using ManagedTorch.Kernels;
using static TorchSharp.torch;

namespace ManagedTorch.Core;

/// <summary>Applies unary kernels to tensors of any layout; an element's value depends on the element alone.</summary>
internal static class UnaryElementwise
{
    internal static Tensor Apply<TOp>(Tensor x) where TOp : struct, IUnary
    {
        var y = Tensor.NewLike(x);
        Apply<TOp>(x, y);
        return y;
    }

    /// <summary>Into <paramref name="y"/>, contiguous, of the same shape and dtype; it may be x itself.</summary>
    internal static void Apply<TOp>(Tensor x, Tensor y) where TOp : struct, IUnary
    {
        var work = new Work<TOp>(x, y);
        Dispatch.Kernel(x._dtype, ref work);
    }

    private readonly struct Work<TOp>(Tensor x, Tensor y) : IForAny where TOp : struct, IUnary
    {
        public void Run<T>() where T : unmanaged => Apply<TOp, T>(x, y);
    }

    private static void Apply<TOp, T>(Tensor x, Tensor y) where TOp : struct, IUnary where T : unmanaged
    {
        if (!x._contiguous) Copy.Into(y, x);
        Elementwise.Unary<TOp, T>(x._contiguous ? x.Values<T>() : y.Values<T>(), y.Values<T>());
    }
}
