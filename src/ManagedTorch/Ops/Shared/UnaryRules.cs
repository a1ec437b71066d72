using ManagedTorch.Autograd;
using ManagedTorch.Core;
using ManagedTorch.Kernels;

namespace TorchSharp;

/// <summary>The derivative of a function of one number: what it keeps and how it turns a gradient around.</summary>
internal interface IUnaryRule
{
    static abstract string Name { get; }

    /// <summary>Keeps the result rather than the argument.</summary>
    static abstract bool KeepsResult { get; }

    /// <summary>The argument's gradient, in tensor operations, so that it can be differentiated again.</summary>
    static abstract torch.Tensor Backward(torch.Tensor grad, torch.Tensor kept);
}

internal sealed class UnaryNode<TRule> : Node where TRule : struct, IUnaryRule
{
    private SavedTensor _kept;

    internal UnaryNode(Node? to, torch.Tensor kept) : base(to) => _kept = new SavedTensor(kept);

    internal override string Name => TRule.Name;

    internal override int EdgeCount => 1;

    internal override void Backward(torch.Tensor grad) => AccumulateGrad(To0, TRule.Backward(grad, _kept.Get(this)));

    internal override void ReleaseSaved() => _kept.Release();
}

/// <summary>Runs functions of one number: integers and booleans are computed in the default floating-point
/// type.</summary>
internal static class UnaryOps
{
    internal static torch.Tensor Apply<TOp, TRule>(torch.Tensor x) where TOp : struct, IUnary
        where TRule : struct, IUnaryRule
    {
        if (!x._dtype.IsFloatingPoint()) x = x.to(Dtypes.DefaultFloat);
        var y = UnaryElementwise.Apply<TOp>(x);
        return x.ComputeRequiresGrad ? y.SetGradFn(new UnaryNode<TRule>(x.GradientEdge, TRule.KeepsResult ? y : x)) : y;
    }

    /// <summary>A function put together from others, recorded as one by its own rule.</summary>
    internal static torch.Tensor Composed<TRule>(torch.Tensor x, Func<torch.Tensor, torch.Tensor> compute)
        where TRule : struct, IUnaryRule
    {
        if (!x._dtype.IsFloatingPoint()) x = x.to(Dtypes.DefaultFloat);
        torch.Tensor y;
        using (torch.no_grad()) y = compute(x);
        return x.ComputeRequiresGrad ? y.SetGradFn(new UnaryNode<TRule>(x.GradientEdge, TRule.KeepsResult ? y : x)) : y;
    }

    internal static torch.Tensor ApplyInPlace<TOp, TRule>(torch.Tensor x) where TOp : struct, IUnary
        where TRule : struct, IUnaryRule =>
        InPlace.Unary<TOp>(TRule.Name + "_", x, Apply<TOp, TRule>);
}
