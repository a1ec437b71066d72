using ManagedTorch.Kernels;

namespace TorchSharp;

// Square roots and reciprocals.
public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>√x, elementwise; NaN below 0.</summary>
        public Tensor sqrt() => UnaryOps.Apply<Sqrt, SqrtRule>(this);

        /// <summary><see cref="sqrt()"/> in place; an error if the result does not fit the shape or dtype.</summary>
        public Tensor sqrt_() => UnaryOps.ApplyInPlace<Sqrt, SqrtRule>(this);

        /// <summary>1 / √x, elementwise.</summary>
        public Tensor rsqrt() => UnaryOps.Apply<Rsqrt, RsqrtRule>(this);

        /// <summary><see cref="rsqrt()"/> in place; an error if the result does not fit the shape or dtype.</summary>
        public Tensor rsqrt_() => UnaryOps.ApplyInPlace<Rsqrt, RsqrtRule>(this);

        /// <summary>1 / x, elementwise.</summary>
        public Tensor reciprocal() => UnaryOps.Apply<Reciprocal, ReciprocalRule>(this);

        /// <summary><see cref="reciprocal()"/> in place; an error if the result does not fit the shape or
        /// dtype.</summary>
        public Tensor reciprocal_() => UnaryOps.ApplyInPlace<Reciprocal, ReciprocalRule>(this);
    }

    /// <inheritdoc cref="Tensor.sqrt()"/>
    public static Tensor sqrt(Tensor input) => input.sqrt();

    /// <inheritdoc cref="Tensor.sqrt_()"/>
    public static Tensor sqrt_(Tensor input) => input.sqrt_();

    /// <inheritdoc cref="Tensor.rsqrt()"/>
    public static Tensor rsqrt(Tensor input) => input.rsqrt();

    /// <inheritdoc cref="Tensor.rsqrt_()"/>
    public static Tensor rsqrt_(Tensor input) => input.rsqrt_();

    /// <inheritdoc cref="Tensor.reciprocal()"/>
    public static Tensor reciprocal(Tensor input) => input.reciprocal();

    /// <inheritdoc cref="Tensor.reciprocal_()"/>
    public static Tensor reciprocal_(Tensor input) => input.reciprocal_();
}

internal struct SqrtRule : IUnaryRule
{
    public static string Name => "sqrt";
    public static bool KeepsResult => true;
    public static torch.Tensor Backward(torch.Tensor grad, torch.Tensor kept) => grad / (kept * 2.0);
}

internal struct RsqrtRule : IUnaryRule
{
    public static string Name => "rsqrt";
    public static bool KeepsResult => true;
    public static torch.Tensor Backward(torch.Tensor grad, torch.Tensor kept) => grad * -0.5 * kept * kept * kept;
}

internal struct ReciprocalRule : IUnaryRule
{
    public static string Name => "reciprocal";
    public static bool KeepsResult => true;
    public static torch.Tensor Backward(torch.Tensor grad, torch.Tensor kept) => grad * kept * kept * -1.0;
}
