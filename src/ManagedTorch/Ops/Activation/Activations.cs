using ManagedTorch.Autograd;
using ManagedTorch.Core;
using ManagedTorch.Kernels;

namespace TorchSharp;

// Functions of one number with a fused derivative: op(grad, kept) in one pass, and a composed one for higher orders.
public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>(eˣ - e⁻ˣ) / (eˣ + e⁻ˣ), elementwise.</summary>
        public Tensor tanh() => ActivationOps.Apply<Tanh, TanhGrad, TanhRule>(this);
        /// <summary><see cref="tanh()"/> in place; an error if the result does not fit the shape or dtype.</summary>
        public Tensor tanh_() => ActivationOps.ApplyInPlace<Tanh, TanhGrad, TanhRule>(this);
        /// <summary>1 / (1 + e⁻ˣ), elementwise.</summary>
        public Tensor sigmoid() => ActivationOps.Apply<Sigmoid, SigmoidGrad, SigmoidRule>(this);
        /// <summary><see cref="sigmoid()"/> in place; an error if the result does not fit the shape or dtype.</summary>
        public Tensor sigmoid_() => ActivationOps.ApplyInPlace<Sigmoid, SigmoidGrad, SigmoidRule>(this);
        /// <summary>log(1 / (1 + e⁻ˣ)), elementwise.</summary>
        public Tensor log_sigmoid() => ActivationOps.Apply<LogSigmoid, LogSigmoidGrad, LogSigmoidRule>(this);
        /// <summary>max(x, 0), elementwise.</summary>
        public Tensor relu() => _dtype.IsFloatingPoint()
            ? ActivationOps.Apply<Relu, ReluGrad, ReluRule>(this)
            : this.clamp_min(0);
        /// <summary><see cref="relu()"/> in place; an error if the result does not fit the shape or dtype.</summary>
        public Tensor relu_() => InPlace.Unary<Relu>("relu_", this, static x => x.relu());
        /// <summary>x · sigmoid(x), elementwise.</summary>
        public Tensor silu() => ActivationOps.Apply<Silu, SiluGrad, SiluRule>(this);
        /// <summary><see cref="silu()"/> in place; an error if the result does not fit the shape or dtype.</summary>
        public Tensor silu_() => ActivationOps.ApplyInPlace<Silu, SiluGrad, SiluRule>(this);
        /// <summary>x · Φ(x), with Φ the distribution function of the standard normal distribution; the tanh
        /// approximation if asked for.</summary>
        public Tensor gelu() => ActivationOps.Apply<GeluErf, GeluErfGrad, GeluErfRule>(this);
        /// <summary><see cref="gelu()"/> in place; an error if the result does not fit the shape or dtype.</summary>
        public Tensor gelu_() => ActivationOps.ApplyInPlace<GeluErf, GeluErfGrad, GeluErfRule>(this);
    }

    /// <inheritdoc cref="Tensor.tanh()"/>
    public static Tensor tanh(Tensor input) => input.tanh();
    /// <inheritdoc cref="Tensor.tanh_()"/>
    public static Tensor tanh_(Tensor input) => input.tanh_();
    /// <inheritdoc cref="Tensor.sigmoid()"/>
    public static Tensor sigmoid(Tensor input) => input.sigmoid();
    /// <inheritdoc cref="Tensor.sigmoid_()"/>
    public static Tensor sigmoid_(Tensor input) => input.sigmoid_();
}

internal sealed class ActivationNode<TGrad, TRule> : Node where TGrad : struct, IBinary where TRule : struct, IUnaryRule
{
    private SavedTensor _kept;

    internal ActivationNode(Node? to, torch.Tensor kept) : base(to) => _kept = new SavedTensor(kept);

    internal override string Name => TRule.Name;

    internal override int EdgeCount => 1;

    internal override void Backward(torch.Tensor grad)
    {
        var kept = _kept.Get(this);
        if (Engine.CreatesGraph)
        {
            AccumulateGrad(To0, TRule.Backward(grad, kept));
            return;
        }
        AccumulateGrad(To0, ActivationOps.Gradient<TGrad>(grad, kept));
    }

    internal override void ReleaseSaved() => _kept.Release();
}

internal static class ActivationOps
{
    internal static torch.Tensor Apply<TOp, TGrad, TRule>(torch.Tensor x)
        where TOp : struct, IUnary where TGrad : struct, IBinary where TRule : struct, IUnaryRule
    {
        if (!x._dtype.IsFloatingPoint()) x = x.to(Dtypes.DefaultFloat);
        var y = UnaryElementwise.Apply<TOp>(x);
        return x.ComputeRequiresGrad
            ? y.SetGradFn(new ActivationNode<TGrad, TRule>(x.GradientEdge, TRule.KeepsResult ? y : x)) : y;
    }

    /// <summary>Outside the graph; a gradient that nobody else will read is overwritten.</summary>
    internal static torch.Tensor Gradient<TGrad>(torch.Tensor grad, torch.Tensor kept) where TGrad : struct, IBinary
    {
        var result = grad._contiguous && grad.IsUnique ? grad : torch.Tensor.NewLike(grad);
        BinaryElementwise.Apply<TGrad>(grad, kept, result);
        return result;
    }

    internal static torch.Tensor ApplyInPlace<TOp, TGrad, TRule>(torch.Tensor x)
        where TOp : struct, IUnary where TGrad : struct, IBinary where TRule : struct, IUnaryRule =>
        InPlace.Unary<TOp>(TRule.Name + "_", x, Apply<TOp, TGrad, TRule>);
}

internal struct TanhRule : IUnaryRule
{
    public static string Name => "tanh";
    public static bool KeepsResult => true;
    public static torch.Tensor Backward(torch.Tensor grad, torch.Tensor kept) => grad * (1.0 - kept * kept);
}

internal struct SigmoidRule : IUnaryRule
{
    public static string Name => "sigmoid";
    public static bool KeepsResult => true;
    public static torch.Tensor Backward(torch.Tensor grad, torch.Tensor kept) => grad * (kept * (1.0 - kept));
}

internal struct LogSigmoidRule : IUnaryRule
{
    public static string Name => "log_sigmoid";
    public static bool KeepsResult => false;
    public static torch.Tensor Backward(torch.Tensor grad, torch.Tensor kept) => grad * (-kept).sigmoid();
}

internal struct ReluRule : IUnaryRule
{
    public static string Name => "relu";
    public static bool KeepsResult => true;
    public static torch.Tensor Backward(torch.Tensor grad, torch.Tensor kept) =>
        grad * (kept.detach() > 0.0).to(grad.dtype);
}

internal struct SiluRule : IUnaryRule
{
    public static string Name => "silu";
    public static bool KeepsResult => false;

    public static torch.Tensor Backward(torch.Tensor grad, torch.Tensor kept)
    {
        var s = kept.sigmoid();
        return grad * (s * (1.0 + kept * (1.0 - s)));
    }
}

internal struct GeluErfRule : IUnaryRule
{
    public static string Name => "gelu";
    public static bool KeepsResult => false;

    // x Phi(x): the derivative is Phi(x) + x phi(x).
    public static torch.Tensor Backward(torch.Tensor grad, torch.Tensor kept)
    {
        var cumulative = ((kept * Math.Sqrt(0.5)).erf() + 1.0) * 0.5;
        var density = (kept * kept * -0.5).exp() * (1.0 / Math.Sqrt(2 * Math.PI));
        return grad * (cumulative + kept * density);
    }
}
