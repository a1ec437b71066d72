using ManagedTorch.Autograd;
using ManagedTorch.Core;
using ManagedTorch.Kernels;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>
/// The one driver of in-place operations. Every <c>_</c> form is given its out-of-place form and computes by it, so
/// that both check the same things; the result is written over the tensor, which moves to the result's node. Where
/// nothing is recorded and all operands are floating-point numbers of one type, for which no operation has checks of
/// its own, a kernel writes straight into the tensor's memory.
/// </summary>
internal static class InPlace
{
    /// <summary>An operation that has no kernel which could write in place.</summary>
    internal static Tensor By(string op, Tensor x, Func<Tensor, Tensor> compute)
    {
        x.CheckInPlace(op);
        return Replace(op, x, compute(is_grad_enabled() ? OldValue(x) : x));
    }

    /// <summary>The same with a second tensor, which must not show a part of the memory that is written.</summary>
    internal static Tensor By(string op, Tensor x, Tensor other, Func<Tensor, Tensor, Tensor> compute)
    {
        x.CheckInPlace(op);
        x.CheckOverlap(op, other);
        var (a, b) = (x, other);
        if (is_grad_enabled()) Before(ref a, ref b);
        return Replace(op, x, compute(a, b));
    }

    /// <summary>x = op(x)</summary>
    internal static Tensor Unary<TOp>(string op, Tensor x, Func<Tensor, Tensor> compute) where TOp : struct, IUnary
    {
        if (x.ComputeRequiresGrad || !IsDirect(x)) return By(op, x, compute);
        x.CheckInPlace(op);
        UnaryElementwise.Apply<TOp>(x, x);
        return Written(x);
    }

    /// <summary>x = op(x, c) for a number c.</summary>
    internal static Tensor BinaryScalar<TOp>(string op, Tensor x, double c, Func<Tensor, Tensor> compute)
        where TOp : struct, IBinary
    {
        if (x.ComputeRequiresGrad || !IsDirect(x)) return By(op, x, compute);
        x.CheckInPlace(op);
        BinaryElementwise.ApplyScalar<TOp>(x, c, x);
        return Written(x);
    }

    /// <summary>x = op(x, b). A recorded write is direct only if <paramref name="node"/> makes a node that needs
    /// neither operand.</summary>
    internal static Tensor Binary<TOp>(
        string op, Tensor x, Tensor b, Func<Tensor, Tensor, Tensor> compute, Func<Tensor, Tensor, Node>? node = null)
        where TOp : struct, IBinary
    {
        var recorded = x.ComputeRequiresGrad || b.ComputeRequiresGrad;
        if (!IsDirect(x) || b._dtype != x._dtype || !Shapes.BroadcastsTo(b._shape, x._shape)
            || (recorded && (node is null || x.IsView || ReferenceEquals(x._storage, b._storage)))
            || (x.SharesMemoryWith(b) && !x.IsSameMemory(b)))
            return By(op, x, b, compute);
        x.CheckInPlace(op);
        var made = recorded ? node!(x, b) : null;
        BinaryElementwise.Apply<TOp>(x, b, x);
        Written(x);
        if (made is not null) x.RebaseHistory(made);
        return x;
    }

    private static bool IsDirect(Tensor x) => x._contiguous && x._dtype is ScalarType.Float32 or ScalarType.Float64;

    private static Tensor Written(Tensor x)
    {
        x.BumpVersion();
        return x;
    }

    /// <summary>A copy of the value before the write, at the same place in the graph: what the operation's gradient may
    /// need.</summary>
    private static Tensor OldValue(Tensor x)
    {
        var old = Tensor.NewLike(x);
        Copy.Into(old, x);
        old.JoinGraphOf(x);
        return old;
    }

    /// <summary>Both operands as they are before the write: x copied, and b too if it shows the same memory.</summary>
    private static void Before(ref Tensor x, ref Tensor b)
    {
        var old = OldValue(x);
        if (ReferenceEquals(x, b)) b = old;
        else if (x.SharesMemoryWith(b)) b = b.clone();
        x = old;
    }

    private static Tensor Replace(string op, Tensor x, Tensor result)
    {
        if (!Shapes.Same(result._shape, x._shape))
            throw new ArgumentException(
                $"{op}: a result of shape {Shapes.Text(result._shape)} does not fit into the tensor of " +
                $"shape {Shapes.Text(x._shape)}.");
        if (!Dtypes.CanStore(result._dtype, x._dtype))
            throw new InvalidOperationException(
                $"{op}: a result of {result._dtype} cannot be stored in a tensor " +
                $"of {x._dtype}; use the out-of-place operation, or convert first.");
        if (result._dtype != x._dtype) result = result.to(x._dtype);
        Copy.Into(x, result);
        x.BumpVersion();
        if (is_grad_enabled()) x.RebaseHistory(result);
        return x;
    }
}
