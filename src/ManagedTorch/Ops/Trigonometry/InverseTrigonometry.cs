using ManagedTorch.Autograd;
using ManagedTorch.Core;
using ManagedTorch.Kernels;

namespace TorchSharp;

// Angles from their sines, cosines, tangents and points.
public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The angle in (-π/2, π/2) whose tangent is x.</summary>
        public Tensor atan() => UnaryOps.Apply<Atan, AtanRule>(this);
        /// <summary><see cref="atan()"/> in place; an error if the result does not fit the shape or dtype.</summary>
        public Tensor atan_() => UnaryOps.ApplyInPlace<Atan, AtanRule>(this);

        /// <summary>The angle in [-π/2, π/2] whose sine is x; NaN outside [-1, 1].</summary>
        public Tensor asin() => UnaryOps.Composed<AsinRule>(this, x => (x / ((1.0 - x) * (1.0 + x)).sqrt()).atan());
        /// <summary><see cref="asin()"/> in place; an error if the result does not fit the shape or dtype.</summary>
        public Tensor asin_() => InPlace.By("asin_", this, x => x.asin());

        /// <summary>The angle in [0, π] whose cosine is x; NaN outside [-1, 1].</summary>
        public Tensor acos() => UnaryOps.Composed<AcosRule>(this, x => ((1.0 - x) * (1.0 + x)).sqrt().atan2(x));
        /// <summary><see cref="acos()"/> in place; an error if the result does not fit the shape or dtype.</summary>
        public Tensor acos_() => InPlace.By("acos_", this, x => x.acos());

        /// <summary>The angle of the points (other, this), from -pi to pi.</summary>
        public Tensor atan2(Tensor other) => Atan2Ops.Atan2(this, other);
        /// <summary><see cref="atan2(Tensor)"/> in place; an error if the result does not fit the shape or
        /// dtype.</summary>
        public Tensor atan2_(Tensor other) => InPlace.By("atan2_", this, other, static (y, x) => y.atan2(x));

        /// <inheritdoc cref="asin()"/>
        public Tensor arcsin() => asin();
        /// <summary><see cref="arcsin()"/> in place; an error if the result does not fit the shape or dtype.</summary>
        public Tensor arcsin_() => asin_();
        /// <inheritdoc cref="acos()"/>
        public Tensor arccos() => acos();
        /// <summary><see cref="arccos()"/> in place; an error if the result does not fit the shape or dtype.</summary>
        public Tensor arccos_() => acos_();
        /// <inheritdoc cref="atan()"/>
        public Tensor arctan() => atan();
        /// <summary><see cref="arctan()"/> in place; an error if the result does not fit the shape or dtype.</summary>
        public Tensor arctan_() => atan_();
        /// <inheritdoc cref="atan2(Tensor)"/>
        public Tensor arctan2(Tensor other) => atan2(other);
        /// <summary><see cref="arctan2(Tensor)"/> in place; an error if the result does not fit the shape or
        /// dtype.</summary>
        public Tensor arctan2_(Tensor other) => atan2_(other);

        /// <summary>x · π / 180, elementwise.</summary>
        public Tensor deg2rad() => this * (Math.PI / 180);
        /// <summary>x · 180 / π, elementwise.</summary>
        public Tensor rad2deg() => this * (180 / Math.PI);

        /// <summary>The length of the hypotenuse.</summary>
        public Tensor hypot(Tensor other)
        {
            var dtype = Dtypes.Floating(Dtypes.Result(this, other));
            return (to(dtype).square() + other.to(dtype).square()).sqrt();
        }

        /// <summary>sin(pi x) / (pi x), 1 at 0.</summary>
        public Tensor sinc()
        {
            var zero = detach().abs() < 1e-8;
            var angle = torch.where(zero, torch.ones_like(this), this) * Math.PI;
            // Near 0 the value is 1 - (pi x)^2 / 6, which has the right derivatives.
            return torch.where(zero, 1.0 - square() * (Math.PI * Math.PI / 6), angle.sin() / angle);
        }
    }

    /// <inheritdoc cref="Tensor.atan()"/>
    public static Tensor atan(Tensor input) => input.atan();
    /// <inheritdoc cref="Tensor.atan_()"/>
    public static Tensor atan_(Tensor input) => input.atan_();
    /// <inheritdoc cref="Tensor.asin()"/>
    public static Tensor asin(Tensor input) => input.asin();
    /// <inheritdoc cref="Tensor.asin_()"/>
    public static Tensor asin_(Tensor input) => input.asin_();
    /// <inheritdoc cref="Tensor.acos()"/>
    public static Tensor acos(Tensor input) => input.acos();
    /// <inheritdoc cref="Tensor.acos_()"/>
    public static Tensor acos_(Tensor input) => input.acos_();
    /// <inheritdoc cref="Tensor.atan2(Tensor)"/>
    public static Tensor atan2(Tensor input, Tensor other) => input.atan2(other);
    /// <inheritdoc cref="Tensor.arcsin()"/>
    public static Tensor arcsin(Tensor input) => input.asin();
    /// <inheritdoc cref="Tensor.arccos()"/>
    public static Tensor arccos(Tensor input) => input.acos();
    /// <inheritdoc cref="Tensor.arctan()"/>
    public static Tensor arctan(Tensor input) => input.atan();
    /// <inheritdoc cref="Tensor.arctan2(Tensor)"/>
    public static Tensor arctan2(Tensor input, Tensor other) => input.atan2(other);
    /// <inheritdoc cref="Tensor.deg2rad()"/>
    public static Tensor deg2rad(Tensor input) => input.deg2rad();
    /// <inheritdoc cref="Tensor.rad2deg()"/>
    public static Tensor rad2deg(Tensor input) => input.rad2deg();
    /// <inheritdoc cref="Tensor.hypot(Tensor)"/>
    public static Tensor hypot(Tensor left, Tensor right) => left.hypot(right);
    /// <inheritdoc cref="Tensor.sinc()"/>
    public static Tensor sinc(Tensor input) => input.sinc();
}

internal static class Atan2Ops
{
    internal static torch.Tensor Atan2(torch.Tensor y, torch.Tensor x)
    {
        if (!BinaryOps.Promote(ref y, ref x).IsFloatingPoint())
            (y, x) = (y.to(Dtypes.DefaultFloat), x.to(Dtypes.DefaultFloat));
        var angle = BinaryElementwise.Apply<Atan2>("atan2", y, x);
        return y.ComputeRequiresGrad || x.ComputeRequiresGrad ? angle.SetGradFn(new Atan2Node(y, x)) : angle;
    }
}

internal sealed class Atan2Node(torch.Tensor y, torch.Tensor x) : Node(y.GradientEdge, x.GradientEdge)
{
    private SavedTensor _y = new(y);
    private SavedTensor _x = new(x);

    internal override string Name => "atan2";

    internal override int EdgeCount => 2;

    internal override void Backward(torch.Tensor grad)
    {
        var (up, along) = (_y.Get(this), _x.Get(this));
        var share = grad / (up.square() + along.square());
        if (NeedsInputGrad(To0)) AccumulateGrad(To0, SumOps.SumTo(share * along, up._shape));
        if (NeedsInputGrad(To1)) AccumulateGrad(To1, SumOps.SumTo(-share * up, along._shape));
    }

    internal override void ReleaseSaved()
    {
        _y.Release();
        _x.Release();
    }
}

internal struct AtanRule : IUnaryRule
{
    public static string Name => "atan";
    public static bool KeepsResult => false;
    public static torch.Tensor Backward(torch.Tensor grad, torch.Tensor kept) => grad / (kept.square() + 1.0);
}

internal struct AsinRule : IUnaryRule
{
    public static string Name => "asin";
    public static bool KeepsResult => false;
    public static torch.Tensor Backward(torch.Tensor grad, torch.Tensor kept) => grad * (1.0 - kept.square()).rsqrt();
}

internal struct AcosRule : IUnaryRule
{
    public static string Name => "acos";
    public static bool KeepsResult => false;
    public static torch.Tensor Backward(torch.Tensor grad, torch.Tensor kept) => -grad * (1.0 - kept.square()).rsqrt();
}
