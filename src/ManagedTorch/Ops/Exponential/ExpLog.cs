using ManagedTorch.Kernels;

namespace TorchSharp;

// Exponentials and logarithms.
public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>eˣ, elementwise.</summary>
        public Tensor exp() => UnaryOps.Apply<Exp, ExpRule>(this);

        /// <summary><see cref="exp()"/> in place; an error if the result does not fit the shape or dtype.</summary>
        public Tensor exp_() => UnaryOps.ApplyInPlace<Exp, ExpRule>(this);

        /// <summary>eˣ - 1, elementwise, exact near 0.</summary>
        public Tensor expm1() => UnaryOps.Apply<Expm1, Expm1Rule>(this);

        /// <summary><see cref="expm1()"/> in place; an error if the result does not fit the shape or dtype.</summary>
        public Tensor expm1_() => UnaryOps.ApplyInPlace<Expm1, Expm1Rule>(this);

        /// <summary>The natural logarithm; NaN below 0, -∞ at 0.</summary>
        public Tensor log() => UnaryOps.Apply<Log, LogRule>(this);

        /// <summary><see cref="log()"/> in place; an error if the result does not fit the shape or dtype.</summary>
        public Tensor log_() => UnaryOps.ApplyInPlace<Log, LogRule>(this);

        /// <summary>log(1 + x), elementwise, exact near 0.</summary>
        public Tensor log1p() => UnaryOps.Apply<Log1p, Log1pRule>(this);

        /// <summary><see cref="log1p()"/> in place; an error if the result does not fit the shape or dtype.</summary>
        public Tensor log1p_() => UnaryOps.ApplyInPlace<Log1p, Log1pRule>(this);

        /// <summary>The logarithm to base 2.</summary>
        public Tensor log2() => UnaryOps.Apply<Log2, Log2Rule>(this);

        /// <summary><see cref="log2()"/> in place; an error if the result does not fit the shape or dtype.</summary>
        public Tensor log2_() => UnaryOps.ApplyInPlace<Log2, Log2Rule>(this);

        /// <summary>The logarithm to base 10.</summary>
        public Tensor log10() => UnaryOps.Apply<Log10, Log10Rule>(this);

        /// <summary><see cref="log10()"/> in place; an error if the result does not fit the shape or dtype.</summary>
        public Tensor log10_() => UnaryOps.ApplyInPlace<Log10, Log10Rule>(this);
    }

    /// <inheritdoc cref="Tensor.exp()"/>
    public static Tensor exp(Tensor input) => input.exp();

    /// <inheritdoc cref="Tensor.exp_()"/>
    public static Tensor exp_(Tensor input) => input.exp_();

    /// <inheritdoc cref="Tensor.expm1()"/>
    public static Tensor expm1(Tensor input) => input.expm1();

    /// <inheritdoc cref="Tensor.expm1_()"/>
    public static Tensor expm1_(Tensor input) => input.expm1_();

    /// <inheritdoc cref="Tensor.log()"/>
    public static Tensor log(Tensor input) => input.log();

    /// <inheritdoc cref="Tensor.log_()"/>
    public static Tensor log_(Tensor input) => input.log_();

    /// <inheritdoc cref="Tensor.log1p()"/>
    public static Tensor log1p(Tensor input) => input.log1p();

    /// <inheritdoc cref="Tensor.log1p_()"/>
    public static Tensor log1p_(Tensor input) => input.log1p_();

    /// <inheritdoc cref="Tensor.log2()"/>
    public static Tensor log2(Tensor input) => input.log2();

    /// <inheritdoc cref="Tensor.log2_()"/>
    public static Tensor log2_(Tensor input) => input.log2_();

    /// <inheritdoc cref="Tensor.log10()"/>
    public static Tensor log10(Tensor input) => input.log10();

    /// <inheritdoc cref="Tensor.log10_()"/>
    public static Tensor log10_(Tensor input) => input.log10_();
}

internal struct ExpRule : IUnaryRule
{
    public static string Name => "exp";
    public static bool KeepsResult => true;
    public static torch.Tensor Backward(torch.Tensor grad, torch.Tensor kept) => grad * kept;
}

internal struct Expm1Rule : IUnaryRule
{
    public static string Name => "expm1";
    public static bool KeepsResult => true;
    public static torch.Tensor Backward(torch.Tensor grad, torch.Tensor kept) => grad * (kept + 1.0);
}

internal struct LogRule : IUnaryRule
{
    public static string Name => "log";
    public static bool KeepsResult => false;
    public static torch.Tensor Backward(torch.Tensor grad, torch.Tensor kept) => grad / kept;
}

internal struct Log1pRule : IUnaryRule
{
    public static string Name => "log1p";
    public static bool KeepsResult => false;
    public static torch.Tensor Backward(torch.Tensor grad, torch.Tensor kept) => grad / (kept + 1.0);
}

internal struct Log2Rule : IUnaryRule
{
    public static string Name => "log2";
    public static bool KeepsResult => false;
    public static torch.Tensor Backward(torch.Tensor grad, torch.Tensor kept) => grad / (kept * Math.Log(2));
}

internal struct Log10Rule : IUnaryRule
{
    public static string Name => "log10";
    public static bool KeepsResult => false;
    public static torch.Tensor Backward(torch.Tensor grad, torch.Tensor kept) => grad / (kept * Math.Log(10));
}
