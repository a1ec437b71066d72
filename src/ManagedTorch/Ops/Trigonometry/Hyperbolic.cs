using ManagedTorch.Core;

namespace TorchSharp;

// Hyperbolic functions and their inverses, and functions composed of others.
public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>sin(x) / cos(x), elementwise.</summary>
        public Tensor tan() => sin() / cos();
        /// <summary><see cref="tan()"/> in place; an error if the result does not fit the shape or dtype.</summary>
        public Tensor tan_() => InPlace.By("tan_", this, x => x.tan());
        // Near 0 the difference of e^x and e^-x would lose the digits that expm1 keeps.
        /// <summary>(eˣ - e⁻ˣ) / 2, elementwise.</summary>
        public Tensor sinh() =>
            _dtype.IsFloatingPoint() ? (expm1() - (-this).expm1()) * 0.5 : to(Dtypes.DefaultFloat).sinh();
        /// <summary><see cref="sinh()"/> in place; an error if the result does not fit the shape or dtype.</summary>
        public Tensor sinh_() => InPlace.By("sinh_", this, x => x.sinh());
        /// <summary>(eˣ + e⁻ˣ) / 2, elementwise.</summary>
        public Tensor cosh() =>
            _dtype.IsFloatingPoint() ? (exp() + (-this).exp()) * 0.5 : to(Dtypes.DefaultFloat).cosh();
        /// <summary><see cref="cosh()"/> in place; an error if the result does not fit the shape or dtype.</summary>
        public Tensor cosh_() => InPlace.By("cosh_", this, x => x.cosh());

        /// <summary>ln(x + sqrt(x^2 + 1)), arranged so that nothing is lost near 0.</summary>
        public Tensor asinh() => UnaryOps.Composed<AsinhRule>(this, x =>
        {
            var size = x.abs();
            // Beyond 1e8 (1e4 in float32, whose squares end sooner) x^2 + 1 is x^2, and the form is ln 2x.
            var bounded = size.minimum(torch.full_like(size, x.dtype == ScalarType.Float64 ? 1e8 : 1e4));
            var near = (bounded + bounded.square() / ((bounded.square() + 1.0).sqrt() + 1.0)).log1p();
            return torch.where(size > bounded, size.log() + Math.Log(2), near) * x.sign();
        });

        /// <summary><see cref="asinh()"/> in place; an error if the result does not fit the shape or dtype.</summary>
        public Tensor asinh_() => InPlace.By("asinh_", this, x => x.asinh());

        /// <summary>ln(x + sqrt(x^2 - 1)), arranged so that nothing is lost near 1.</summary>
        public Tensor acosh() => UnaryOps.Composed<AcoshRule>(this, x =>
        {
            var limit = x.dtype == ScalarType.Float64 ? 1e8 : 1e4;
            var over = (x - 1.0).minimum(torch.full_like(x, limit));
            return torch.where(x > limit, x.log() + Math.Log(2), (over + (over * 2.0 + over.square()).sqrt()).log1p());
        });

        /// <summary><see cref="acosh()"/> in place; an error if the result does not fit the shape or dtype.</summary>
        public Tensor acosh_() => InPlace.By("acosh_", this, x => x.acosh());

        /// <summary>ln((1 + x) / (1 - x)) / 2</summary>
        public Tensor atanh() => UnaryOps.Composed<AtanhRule>(this, x => (x.log1p() - (-x).log1p()) * 0.5);
        /// <summary><see cref="atanh()"/> in place; an error if the result does not fit the shape or dtype.</summary>
        public Tensor atanh_() => InPlace.By("atanh_", this, x => x.atanh());

        /// <inheritdoc cref="asinh()"/>
        public Tensor arcsinh() => asinh();
        /// <inheritdoc cref="acosh()"/>
        public Tensor arccosh() => acosh();
        /// <inheritdoc cref="atanh()"/>
        public Tensor arctanh() => atanh();

        /// <summary>ln(x / (1 - x)), x held within [eps, 1 - eps] if eps is given.</summary>
        public Tensor logit(double? eps = null)
        {
            var x = eps is { } e ? clamp(e, 1 - e) : this;
            return (x / (1.0 - x)).log();
        }

        /// <summary><see cref="logit(double?)"/> in place; an error if the result does not fit the shape or
        /// dtype.</summary>
        public Tensor logit_(double? eps = null) => InPlace.By("logit_", this, x => x.logit(eps));
    }

    /// <inheritdoc cref="Tensor.tan()"/>
    public static Tensor tan(Tensor input) => input.tan();
    /// <inheritdoc cref="Tensor.sinh()"/>
    public static Tensor sinh(Tensor input) => input.sinh();
    /// <inheritdoc cref="Tensor.cosh()"/>
    public static Tensor cosh(Tensor input) => input.cosh();
    /// <inheritdoc cref="Tensor.asinh()"/>
    public static Tensor asinh(Tensor input) => input.asinh();
    /// <inheritdoc cref="Tensor.acosh()"/>
    public static Tensor acosh(Tensor input) => input.acosh();
    /// <inheritdoc cref="Tensor.atanh()"/>
    public static Tensor atanh(Tensor input) => input.atanh();
    /// <inheritdoc cref="Tensor.arcsinh()"/>
    public static Tensor arcsinh(Tensor input) => input.asinh();
    /// <inheritdoc cref="Tensor.arccosh()"/>
    public static Tensor arccosh(Tensor input) => input.acosh();
    /// <inheritdoc cref="Tensor.arctanh()"/>
    public static Tensor arctanh(Tensor input) => input.atanh();
    /// <inheritdoc cref="Tensor.logit(double?)"/>
    public static Tensor logit(Tensor input, double? eps = null) => input.logit(eps);
}

internal struct AsinhRule : IUnaryRule
{
    public static string Name => "asinh";
    public static bool KeepsResult => false;
    public static torch.Tensor Backward(torch.Tensor grad, torch.Tensor kept) => grad * (kept.square() + 1.0).rsqrt();
}

internal struct AcoshRule : IUnaryRule
{
    public static string Name => "acosh";
    public static bool KeepsResult => false;
    public static torch.Tensor Backward(torch.Tensor grad, torch.Tensor kept) => grad * (kept.square() - 1.0).rsqrt();
}

internal struct AtanhRule : IUnaryRule
{
    public static string Name => "atanh";
    public static bool KeepsResult => false;
    public static torch.Tensor Backward(torch.Tensor grad, torch.Tensor kept) => grad / (1.0 - kept.square());
}
