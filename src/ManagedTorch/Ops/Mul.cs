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
        var y = BinaryOps.Zip<Mul>("mul", a, b);
        return a.Tracks || b.Tracks ? y.MadeBy(new MulNode(a, b)) : y;
    }

    internal static Tensor MulInPlace(Tensor x, Tensor b)
    {
        x.CheckInPlace("mul_");
        if (x.Tracks || b.Tracks || b._dtype != x._dtype || !BinaryOps.Direct(x) || !Shapes.BroadcastsTo(b._shape, x._shape))
        {
            var target = x;
            if (x.Tracks || b.Tracks) InPlace.Before(ref x, ref b);
            return InPlace.Replace(target, Mul(x, b));
        }
        Pointwise.Zip<Mul>(x, b, x);
        x.Written();
        return x;
    }

    internal static Tensor MulNumber(Tensor a, Number c)
    {
        a = BinaryOps.WithNumber(a, c);
        var y = BinaryOps.ZipNumber<Mul>(a, c.Value);
        return a.Tracks ? y.MadeBy(new ScaleNode(a, c.Value)) : y;
    }

    internal static Tensor MulNumberInPlace(Tensor x, Number c)
    {
        x.CheckInPlace("mul_");
        if (x.Tracks || !BinaryOps.Direct(x) || Dtypes.ResultWithNumber(x._dtype, c.Kind) != x._dtype)
            return InPlace.Replace(x, MulNumber(x.Tracks ? InPlace.OldValue(x) : x, c));
        Pointwise.ZipNumber<Mul>(x, c.Value, x);
        x.Written();
        return x;
    }

    internal static Tensor Neg(Tensor a)
    {
        if (a._dtype == ScalarType.Bool)
            throw new InvalidOperationException("neg: negation of booleans is not defined; use logical_not, or convert to an integer type.");
        var y = a._dtype is ScalarType.Float32 or ScalarType.Float64 or ScalarType.Int64
            ? Pointwise.Map<Neg>(a)
            : BinaryOps.ZipNumber<Mul>(a, -1);
        return a.Tracks ? y.MadeBy(new ScaleNode(a, -1)) : y;
    }
}

internal sealed class MulNode(Tensor a, Tensor b) : Node(a.Edge, b.Edge)
{
    // Each factor is needed only for the other's gradient.
    private readonly bool _keepsA = b.NeedsGrad, _keepsB = a.NeedsGrad;
    private readonly long[] _shapeA = a._shape, _shapeB = b._shape;
    private Saved _a = b.NeedsGrad ? new Saved(a) : default;
    private Saved _b = a.NeedsGrad ? new Saved(b) : default;

    internal override string Name => "mul";

    internal override int EdgeCount => 2;

    internal override void Backward(Tensor grad)
    {
        if (_keepsB && Wants(To0)) Send(To0, BinaryOps.SumTo(grad * _b.Get(this), _shapeA));
        if (_keepsA && Wants(To1)) Send(To1, BinaryOps.SumTo(grad * _a.Get(this), _shapeB));
    }

    internal override void ReleaseSaved()
    {
        _a.Release();
        _b.Release();
    }
}
