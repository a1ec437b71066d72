using ManagedTorch.Autograd;
using ManagedTorch.Core;
using ManagedTorch.Kernels;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>a + alpha b</summary>
internal static class AddOps
{
    internal static Tensor Add(Tensor a, Tensor b, Scalar alpha)
    {
        if (alpha.IsFloatingPoint && !Dtypes.Result(a, b).IsFloatingPoint())
            throw new InvalidOperationException(
                $"add: alpha {alpha.Real} is a fraction, the tensors " +
                $"are {a._dtype} and {b._dtype}; convert one with to(...).");
        return Add(a, b, alpha.Real);
    }

    internal static Tensor Sub(Tensor a, Tensor b)
    {
        RejectBooleans(a);
        RejectBooleans(b);
        return Add(a, b, -1.0);
    }

    internal static Tensor SubNumber(Tensor a, Number c)
    {
        RejectBooleans(a);
        return AddNumber(a, new Number(-c.Value, c.Kind));
    }

    private static void RejectBooleans(Tensor x)
    {
        if (x._dtype == ScalarType.Bool)
            throw new InvalidOperationException(
                "sub: subtraction of booleans is not defined; use logical_xor, or convert to an integer type.");
    }

    internal static Tensor Add(Tensor a, Tensor b, double alpha)
    {
        BinaryOps.Promote(ref a, ref b);
        var y = Compute(a, b, alpha);
        return a.ComputeRequiresGrad || b.ComputeRequiresGrad ? y.SetGradFn(new AddNode(a, b, alpha)) : y;
    }

    private static Tensor Compute(Tensor a, Tensor b, double alpha)
    {
        if (alpha == 1) return BinaryOps.Apply<Add>("add", a, b);
        if (alpha == -1) return BinaryOps.Apply<Sub>("sub", a, b);
        return BinaryOps.Apply<Add>("add", a, BinaryOps.ApplyScalar<Mul>(b, alpha));
    }

    /// <summary>x += alpha b; the gradient of a sum needs neither operand, so nothing is kept of the value
    /// before.</summary>
    internal static Tensor AddInPlace(string op, Tensor x, Tensor b, double alpha, Func<Tensor, Tensor, Tensor> compute)
    {
        Node Made(Tensor a, Tensor c) => new AddNode(a, c, alpha);
        if (alpha == 1) return InPlace.Binary<Add>(op, x, b, compute, Made);
        if (alpha == -1) return InPlace.Binary<Sub>(op, x, b, compute, Made);
        return InPlace.By(op, x, b, compute);
    }

    internal static Tensor AddNumber(Tensor a, Number c)
    {
        a = BinaryOps.WithNumber(a, c);
        var y = BinaryOps.ApplyScalar<Add>(a, c.Value);
        return a.ComputeRequiresGrad ? y.SetGradFn(new ScaleNode(a, 1)) : y;
    }

    /// <summary>c - a</summary>
    internal static Tensor NumberSub(Number c, Tensor a)
    {
        RejectBooleans(a);
        a = BinaryOps.WithNumber(a, c);
        var y = BinaryOps.ScalarApply<Sub>(c.Value, a);
        return a.ComputeRequiresGrad ? y.SetGradFn(new ScaleNode(a, -1)) : y;
    }
}

internal sealed class AddNode(Tensor a, Tensor b, double alpha) : Node(a.GradientEdge, b.GradientEdge)
{
    private readonly long[] _a = a._shape, _b = b._shape;

    internal override string Name => "add";

    internal override int EdgeCount => 2;

    internal override void Backward(Tensor grad)
    {
        if (NeedsInputGrad(To0)) AccumulateGrad(To0, SumOps.SumTo(grad, _a));
        if (!NeedsInputGrad(To1)) return;
        var sum = SumOps.SumTo(grad, _b);
        AccumulateGrad(To1, alpha == 1 ? sum : sum * alpha);
    }
}
