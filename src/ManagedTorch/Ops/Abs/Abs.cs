using ManagedTorch.Core;
using ManagedTorch.Kernels;

namespace TorchSharp;

// Absolute value and square.
public static partial class torch
{
    public partial class Tensor
    {
        public Tensor abs() => _dtype.IsFloatingPoint() ? UnaryOps.Apply<Abs, AbsRule>(this)
            : _dtype == ScalarType.Byte ? clone() : maximum(neg());
        public Tensor abs_() => InPlace.By("abs_", this, x => x.abs());
        public Tensor absolute() => abs();
        public Tensor square() => _dtype.IsFloatingPoint() ? UnaryOps.Apply<Square, SquareRule>(this) : pow(2);
    }

    public static Tensor abs(Tensor input) => input.abs();
    public static Tensor abs_(Tensor input) => input.abs_();
    public static Tensor absolute(Tensor input) => input.abs();
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
