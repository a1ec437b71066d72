using ManagedTorch.Autograd;
using ManagedTorch.Core;
using ManagedTorch.Kernels;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>a / b: true division gives fractions, rounded division keeps integers.</summary>
internal static class DivOps
{
    internal static Tensor Div(Tensor a, Tensor b, RoundingMode mode)
    {
        BinaryOps.Promote(ref a, ref b);
        if (!a._dtype.IsFloatingPoint())
        {
            if (mode != RoundingMode.None) return IntegerOps.Divide(a, b, mode);
            (a, b) = (a.to(Dtypes.DefaultFloat), b.to(Dtypes.DefaultFloat));
        }
        if (mode != RoundingMode.None) return RoundedDivision.Quotient(a, b, mode);
        var y = BinaryElementwise.Apply<Div>("div", a, b);
        return a.ComputeRequiresGrad || b.ComputeRequiresGrad ? y.SetGradFn(new DivNode(a, b, y)) : y;
    }

    internal static Tensor DivNumber(Tensor a, Number c, RoundingMode mode)
    {
        a = BinaryOps.WithNumber(a, c);
        if (!a._dtype.IsFloatingPoint())
        {
            if (mode != RoundingMode.None)
                return IntegerOps.Divide(a, full(Array.Empty<long>(), (long)c.Value, a._dtype), mode);
            a = a.to(Dtypes.DefaultFloat);
        }
        if (mode != RoundingMode.None)
            return RoundedDivision.Quotient(a, full(Array.Empty<long>(), c.Value, a._dtype), mode);
        var y = BinaryElementwise.ApplyScalar<Div>(a, c.Value);
        return a.ComputeRequiresGrad ? y.SetGradFn(new DivNumberNode(a, c.Value)) : y;
    }

    internal static Tensor DivInPlace(Tensor x, Tensor b, RoundingMode mode) => mode == RoundingMode.None
        ? InPlace.Binary<Div>("div_", x, b, static (a, c) => Div(a, c, RoundingMode.None))
        : InPlace.By("div_", x, b, (a, c) => Div(a, c, mode));

    internal static Tensor DivNumberInPlace(Tensor x, Scalar c, RoundingMode mode) => mode == RoundingMode.None
        ? InPlace.BinaryScalar<Div>("div_", x, c.Real, a => DivNumber(a, c, RoundingMode.None))
        : InPlace.By("div_", x, a => DivNumber(a, c, mode));

    /// <summary>c / a</summary>
    internal static Tensor NumberDiv(Number c, Tensor a)
    {
        a = BinaryOps.WithNumber(a, c);
        if (!a._dtype.IsFloatingPoint()) a = a.to(Dtypes.DefaultFloat);
        var y = BinaryElementwise.ScalarApply<Div>(c.Value, a);
        return a.ComputeRequiresGrad ? y.SetGradFn(new NumberDivNode(a, y)) : y;
    }
}

internal sealed class DivNode(Tensor a, Tensor b, Tensor y) : Node(a.GradientEdge, b.GradientEdge)
{
    private readonly long[] _shapeA = a._shape, _shapeB = b._shape;
    private SavedTensor _b = new(b);
    private SavedTensor _y = new(y);

    internal override string Name => "div";

    internal override int EdgeCount => 2;

    internal override void Backward(Tensor grad)
    {
        var scaled = grad / _b.Get(this);
        if (NeedsInputGrad(To0)) AccumulateGrad(To0, SumOps.SumTo(scaled, _shapeA));
        if (NeedsInputGrad(To1)) AccumulateGrad(To1, SumOps.SumTo(-(scaled * _y.Get(this)), _shapeB));
    }

    internal override void ReleaseSaved()
    {
        _b.Release();
        _y.Release();
    }
}

internal sealed class DivNumberNode(Tensor a, double divisor) : Node(a.GradientEdge)
{
    internal override string Name => "div";

    internal override int EdgeCount => 1;

    internal override void Backward(Tensor grad) => AccumulateGrad(To0, grad / divisor);
}

internal sealed class NumberDivNode(Tensor a, Tensor y) : Node(a.GradientEdge)
{
    private SavedTensor _a = new(a);
    private SavedTensor _y = new(y);

    internal override string Name => "div";

    internal override int EdgeCount => 1;

    internal override void Backward(Tensor grad) => AccumulateGrad(To0, -(grad / _a.Get(this) * _y.Get(this)));

    internal override void ReleaseSaved()
    {
        _a.Release();
        _y.Release();
    }
}
