using ManagedTorch.Core;
using ManagedTorch.Kernels;

namespace TorchSharp;

// Absolute value and square.
public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>|x|, elementwise.</summary>
        public Tensor abs() => _dtype.IsFloatingPoint() ? UnaryOps.Apply<Abs, AbsRule>(this)
            : _dtype == ScalarType.Byte ? clone() : maximum(neg());
        /// <summary><see cref="abs()"/> in place; an error if the result does not fit the shape or dtype.</summary>
        public Tensor abs_() => InPlace.By("abs_", this, x => x.abs());
        /// <inheritdoc cref="abs()"/>
        public Tensor absolute() => abs();
        /// <summary>x², elementwise.</summary>
        public Tensor square() => _dtype.IsFloatingPoint() ? UnaryOps.Apply<Square, SquareRule>(this) : pow(2);
    }

    /// <inheritdoc cref="Tensor.abs()"/>
    public static Tensor abs(Tensor input) => input.abs();
    /// <inheritdoc cref="Tensor.abs_()"/>
    public static Tensor abs_(Tensor input) => input.abs_();
    /// <inheritdoc cref="Tensor.absolute()"/>
    public static Tensor absolute(Tensor input) => input.abs();
    /// <inheritdoc cref="Tensor.square()"/>
    public static Tensor square(Tensor input) => input.square();
}

internal struct AbsRule : IUnaryRule
{
    public static string Name => "abs";
    public static bool KeepsResult => false;
    public static torch.Tensor Backward(torch.Tensor grad, torch.Tensor kept) => grad * kept.detach().sign();
}

internal struct SquareRule : IUnaryRule
{
    public static string Name => "square";
    public static bool KeepsResult => false;
    public static torch.Tensor Backward(torch.Tensor grad, torch.Tensor kept) => grad * (kept * 2.0);
}
