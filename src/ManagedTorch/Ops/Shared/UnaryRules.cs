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

/// <summary>Runs functions of one number: integers and booleans are computed in the default floating-point type.</summary>
internal static class UnaryOps
{
    internal static torch.Tensor Apply<TOp, TRule>(torch.Tensor x) where TOp : struct, IUnary where TRule : struct, IUnaryRule
    {
        if (!x._dtype.IsFloatingPoint()) x = x.to(Dtypes.DefaultFloat);
        var y = UnaryElementwise.Apply<TOp>(x);
        return x.ComputeRequiresGrad ? y.SetGradFn(new UnaryNode<TRule>(x.GradientEdge, TRule.KeepsResult ? y : x)) : y;
    }

    /// <summary>A function put together from others, recorded as one by its own rule.</summary>
    internal static torch.Tensor Composed<TRule>(torch.Tensor x, Func<torch.Tensor, torch.Tensor> compute) where TRule : struct, IUnaryRule
    {
        if (!x._dtype.IsFloatingPoint()) x = x.to(Dtypes.DefaultFloat);
        torch.Tensor y;
        using (torch.no_grad()) y = compute(x);
        return x.ComputeRequiresGrad ? y.SetGradFn(new UnaryNode<TRule>(x.GradientEdge, TRule.KeepsResult ? y : x)) : y;
    }

    internal static torch.Tensor ApplyInPlace<TOp, TRule>(torch.Tensor x) where TOp : struct, IUnary where TRule : struct, IUnaryRule
    {
        if (!x._dtype.IsFloatingPoint())
            throw new InvalidOperationException($"{TRule.Name}_: the result has fractions and cannot be stored in a tensor of {x._dtype}; use {TRule.Name}() or convert first.");
        x.CheckInPlace(TRule.Name + "_");
        if (x.ComputeRequiresGrad) return InPlace.Replace(x, Apply<TOp, TRule>(InPlace.OldValue(x)));
        if (x._contiguous) UnaryElementwise.Apply<TOp>(x, x);
        else Copy.Into(x, UnaryElementwise.Apply<TOp>(x));
        x.BumpVersion();
        return x;
    }
}

/// <summary>In-place operations on recorded tensors: compute beside, write over, and move the tensor to the new node.</summary>
internal static class InPlace
{
    /// <summary>A copy of the value before the write, at the same place in the graph: what the operation's gradient may need.</summary>
    internal static torch.Tensor OldValue(torch.Tensor x)
    {
        var old = torch.Tensor.NewLike(x);
        Copy.Into(old, x);
        old.JoinGraphOf(x);
        return old;
    }

    /// <summary>
    /// The operands of a recorded in-place operation, as they are before the write: x copied, and b too if it shows the same memory.
    /// </summary>
    internal static void Before(ref torch.Tensor x, ref torch.Tensor b)
    {
        var old = OldValue(x);
        if (ReferenceEquals(x, b)) b = old;
        else if (ReferenceEquals(x._storage, b._storage)) b = b.clone();
        x = old;
    }

    internal static torch.Tensor Replace(torch.Tensor x, torch.Tensor result)
    {
        if (!Shapes.BroadcastsTo(result._shape, x._shape))
            throw new ArgumentException($"in-place operation: a result of shape {Shapes.Text(result._shape)} does not fit into the tensor of shape {Shapes.Text(x._shape)}.");
        if (result._dtype != x._dtype && (x._dtype == torch.ScalarType.Bool || (result._dtype.IsFloatingPoint() && !x._dtype.IsFloatingPoint())))
            throw new InvalidOperationException($"in-place operation: a result of {result._dtype} cannot be stored in a tensor of {x._dtype}; use the out-of-place operation.");
        if (result._dtype != x._dtype) result = result.to(x._dtype);
        Copy.Into(x, result);
        x.BumpVersion();
        if (torch.is_grad_enabled()) x.RebaseHistory(result);
        return x;
    }

    /// <summary>An in-place operation defined by its out-of-place one.</summary>
    internal static torch.Tensor By(string op, torch.Tensor x, Func<torch.Tensor, torch.Tensor> compute)
    {
        x.CheckInPlace(op);
        return Replace(x, compute(torch.is_grad_enabled() ? OldValue(x) : x));
    }
}
