using ManagedTorch.Autograd;
using ManagedTorch.Core;
using ManagedTorch.Kernels;

namespace TorchSharp;

// Steps: the gradient is zero wherever there is one.
public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The largest integer that is not larger, elementwise.</summary>
        public Tensor floor() => RoundingOps.Apply<Floor>(this, "floor");
        /// <summary>The smallest integer that is not smaller, elementwise.</summary>
        public Tensor ceil() => RoundingOps.Apply<Ceil>(this, "ceil");
        /// <summary>The element without its fraction.</summary>
        public Tensor trunc() => RoundingOps.Apply<Trunc>(this, "trunc");
        /// <inheritdoc cref="trunc()"/>
        public Tensor fix() => trunc();
        /// <summary>-1, 0 or 1, elementwise.</summary>
        public Tensor sign() => RoundingOps.Apply<Sign>(this, "sign", integers: true);

        /// <summary>To the nearest integer, ties to even; or to a number of decimals.</summary>
        public Tensor round(long decimals = 0)
        {
            if (decimals == 0) return RoundingOps.Apply<Round>(this, "round");
            var scale = Math.Pow(10, decimals);
            return (this * scale).round() / scale;
        }

        /// <summary>The fraction x - trunc(x), with the sign of x.</summary>
        public Tensor frac() => this - trunc();

        /// <summary><see cref="floor()"/> in place; an error if the result does not fit the shape or dtype.</summary>
        public Tensor floor_() => InPlace.By("floor_", this, x => x.floor());
        /// <summary><see cref="ceil()"/> in place; an error if the result does not fit the shape or dtype.</summary>
        public Tensor ceil_() => InPlace.By("ceil_", this, x => x.ceil());
        /// <summary><see cref="trunc()"/> in place; an error if the result does not fit the shape or dtype.</summary>
        public Tensor trunc_() => InPlace.By("trunc_", this, x => x.trunc());
        /// <summary><see cref="sign()"/> in place; an error if the result does not fit the shape or dtype.</summary>
        public Tensor sign_() => InPlace.By("sign_", this, x => x.sign());
        /// <summary><see cref="round(long)"/> in place; an error if the result does not fit the shape or
        /// dtype.</summary>
        public Tensor round_(long decimals = 0) => InPlace.By("round_", this, x => x.round(decimals));
        /// <summary><see cref="frac()"/> in place; an error if the result does not fit the shape or dtype.</summary>
        public Tensor frac_() => InPlace.By("frac_", this, x => x.frac());
    }

    /// <inheritdoc cref="Tensor.floor()"/>
    public static Tensor floor(Tensor input) => input.floor();
    /// <inheritdoc cref="Tensor.ceil()"/>
    public static Tensor ceil(Tensor input) => input.ceil();
    /// <inheritdoc cref="Tensor.trunc()"/>
    public static Tensor trunc(Tensor input) => input.trunc();
    /// <inheritdoc cref="Tensor.sign()"/>
    public static Tensor sign(Tensor input) => input.sign();
    /// <inheritdoc cref="Tensor.round(long)"/>
    public static Tensor round(Tensor input, long decimals = 0) => input.round(decimals);
    /// <inheritdoc cref="Tensor.frac()"/>
    public static Tensor frac(Tensor input) => input.frac();
    /// <inheritdoc cref="Tensor.floor_()"/>
    public static Tensor floor_(Tensor input) => input.floor_();
    /// <inheritdoc cref="Tensor.ceil_()"/>
    public static Tensor ceil_(Tensor input) => input.ceil_();
    /// <inheritdoc cref="Tensor.trunc_()"/>
    public static Tensor trunc_(Tensor input) => input.trunc_();
    /// <inheritdoc cref="Tensor.sign_()"/>
    public static Tensor sign_(Tensor input) => input.sign_();
    /// <inheritdoc cref="Tensor.round_(long)"/>
    public static Tensor round_(Tensor input, long decimals = 0) => input.round_(decimals);
    /// <inheritdoc cref="Tensor.frac_()"/>
    public static Tensor frac_(Tensor input) => input.frac_();
}

internal static class RoundingOps
{
    internal static torch.Tensor Apply<TOp>(torch.Tensor x, string name, bool integers = false)
        where TOp : struct, IUnary
    {
        if (!x._dtype.IsFloatingPoint())
        {
            if (!integers) return x.clone();
            return x._dtype == torch.ScalarType.Bool ? x.clone() : (x > 0).to(x._dtype) - (x < 0).to(x._dtype);
        }
        var y = UnaryElementwise.Apply<TOp>(x);
        return x.ComputeRequiresGrad ? y.SetGradFn(new RoundingNode(x, name)) : y;
    }
}

internal sealed class RoundingNode(torch.Tensor x, string name) : Node(x.GradientEdge)
{
    internal override string Name => name;

    internal override int EdgeCount => 1;

    internal override void Backward(torch.Tensor grad) => AccumulateGrad(To0, torch.zeros_like(grad));
}
