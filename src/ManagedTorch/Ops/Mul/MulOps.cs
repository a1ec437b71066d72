using ManagedTorch.Autograd;
using ManagedTorch.Core;
using ManagedTorch.Kernels;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>a b</summary>
internal static class MulOps
{
    internal static Tensor Mul(Tensor a, Tensor b)
    {
        BinaryOps.Promote(ref a, ref b);
        var y = BinaryOps.Apply<Mul>("mul", a, b);
        return a.ComputeRequiresGrad || b.ComputeRequiresGrad ? y.SetGradFn(new MulNode(a, b)) : y;
    }

    internal static Tensor MulNumber(Tensor a, Number c)
    {
        a = BinaryOps.WithNumber(a, c);
        var y = BinaryOps.ApplyScalar<Mul>(a, c.Value);
        return a.ComputeRequiresGrad ? y.SetGradFn(new ScaleNode(a, c.Value)) : y;
    }

    internal static Tensor Neg(Tensor a)
    {
        if (a._dtype == ScalarType.Bool)
            throw new InvalidOperationException(
                "neg: negation of booleans is not defined; use logical_not, or convert to an integer type.");
        var y = a._dtype is ScalarType.Float32 or ScalarType.Float64 or ScalarType.Int64
            ? UnaryElementwise.Apply<Neg>(a)
            : BinaryOps.ApplyScalar<Mul>(a, -1);
        return a.ComputeRequiresGrad ? y.SetGradFn(new ScaleNode(a, -1)) : y;
    }
}

internal sealed class MulNode(Tensor a, Tensor b) : Node(a.GradientEdge, b.GradientEdge)
{
    // Each factor is needed only for the other's gradient.
    private readonly bool _keepsA = b.RequiresGrad, _keepsB = a.RequiresGrad;
    private readonly long[] _shapeA = a._shape, _shapeB = b._shape;
    private SavedTensor _a = b.RequiresGrad ? new SavedTensor(a) : default;
    private SavedTensor _b = a.RequiresGrad ? new SavedTensor(b) : default;

    internal override string Name => "mul";

    internal override int EdgeCount => 2;

    internal override void Backward(Tensor grad)
    {
        if (_keepsB && NeedsInputGrad(To0)) AccumulateGrad(To0, SumOps.SumTo(grad * _b.Get(this), _shapeA));
        if (_keepsA && NeedsInputGrad(To1)) AccumulateGrad(To1, SumOps.SumTo(grad * _a.Get(this), _shapeB));
    }

    internal override void ReleaseSaved()
    {
        _a.Release();
        _b.Release();
    }
}

/// <summary>The gradient of c a + d for numbers c and d.</summary>
internal sealed class ScaleNode(Tensor a, double scale) : Node(a.GradientEdge)
{
    internal override string Name => "scale";

    internal override int EdgeCount => 1;

    internal override void Backward(Tensor grad) => AccumulateGrad(To0, scale == 1 ? grad : grad * scale);
}
