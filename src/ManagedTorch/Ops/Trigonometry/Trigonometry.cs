using ManagedTorch.Kernels;

namespace TorchSharp;

// Sine and cosine.
public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The sine of the angle in radians.</summary>
        public Tensor sin() => UnaryOps.Apply<Sin, SinRule>(this);

        /// <summary><see cref="sin()"/> in place; an error if the result does not fit the shape or dtype.</summary>
        public Tensor sin_() => UnaryOps.ApplyInPlace<Sin, SinRule>(this);

        /// <summary>The cosine of the angle in radians.</summary>
        public Tensor cos() => UnaryOps.Apply<Cos, CosRule>(this);

        /// <summary><see cref="cos()"/> in place; an error if the result does not fit the shape or dtype.</summary>
        public Tensor cos_() => UnaryOps.ApplyInPlace<Cos, CosRule>(this);
    }

    /// <inheritdoc cref="Tensor.sin()"/>
    public static Tensor sin(Tensor input) => input.sin();

    /// <inheritdoc cref="Tensor.sin_()"/>
    public static Tensor sin_(Tensor input) => input.sin_();

    /// <inheritdoc cref="Tensor.cos()"/>
    public static Tensor cos(Tensor input) => input.cos();

    /// <inheritdoc cref="Tensor.cos_()"/>
    public static Tensor cos_(Tensor input) => input.cos_();
}

internal struct SinRule : IUnaryRule
{
    public static string Name => "sin";
    public static bool KeepsResult => false;
    public static torch.Tensor Backward(torch.Tensor grad, torch.Tensor kept) => grad * kept.cos();
}

internal struct CosRule : IUnaryRule
{
    public static string Name => "cos";
    public static bool KeepsResult => false;
    public static torch.Tensor Backward(torch.Tensor grad, torch.Tensor kept) => grad * kept.sin() * -1.0;
}
