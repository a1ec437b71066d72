using System.Numerics;
using ManagedTorch.Autograd;
using ManagedTorch.Core;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>
/// Quotients rounded to whole numbers and what they leave, of fractions. The remainder is exact; the floored quotient
/// is Python's: (a - remainder) / b, which differs from floor(a / b) where a / b itself is rounded up to a whole
/// number.
/// </summary>
internal static class RoundedDivision
{
    /// <summary>Operands of one floating-point dtype.</summary>
    internal static Tensor Quotient(Tensor a, Tensor b, RoundingMode mode)
    {
        var y = mode == RoundingMode.floor ? Apply<Floored>("floor_divide", a, b) : Apply<Truncated>("div", a, b);
        return a.ComputeRequiresGrad || b.ComputeRequiresGrad ? y.SetGradFn(new StepsNode(a, b)) : y;
    }

    /// <summary>Operands of one floating-point dtype; the sign is the divisor's, or the dividend's.</summary>
    internal static Tensor Remainder(Tensor a, Tensor b, RoundingMode mode)
    {
        var y = mode == RoundingMode.floor ? Apply<FlooredRest>("remainder", a, b) : Apply<TruncatedRest>("fmod", a, b);
        return a.ComputeRequiresGrad || b.ComputeRequiresGrad ? y.SetGradFn(new RemainderNode(a, b, mode)) : y;
    }

    private interface IPair
    {
        static abstract T Of<T>(T a, T b) where T : IFloatingPointIeee754<T>;
    }

    private readonly struct TruncatedRest : IPair
    {
        public static T Of<T>(T a, T b) where T : IFloatingPointIeee754<T> => a % b;
    }

    private readonly struct FlooredRest : IPair
    {
        public static T Of<T>(T a, T b) where T : IFloatingPointIeee754<T>
        {
            var rest = a % b;
            return rest != T.Zero && b < T.Zero != rest < T.Zero ? rest + b : rest;
        }
    }

    private readonly struct Truncated : IPair
    {
        public static T Of<T>(T a, T b) where T : IFloatingPointIeee754<T> => T.Truncate(a / b);
    }

    private readonly struct Floored : IPair
    {
        public static T Of<T>(T a, T b) where T : IFloatingPointIeee754<T>
        {
            if (b == T.Zero) return a / b;
            var rest = a % b;
            var quotient = (a - rest) / b;
            if (rest != T.Zero && b < T.Zero != rest < T.Zero) quotient -= T.One;
            if (quotient == T.Zero) return T.CopySign(T.Zero, a / b);
            var whole = T.Floor(quotient);
            return quotient - whole > T.CreateChecked(0.5) ? whole + T.One : whole;
        }
    }

    private static Tensor Apply<TPair>(string op, Tensor a, Tensor b) where TPair : struct, IPair
    {
        var shape = Shapes.Broadcast(op, a._shape, b._shape);
        Tensor x = a.detach().expand(shape, false).contiguous(), y = b.detach().expand(shape, false).contiguous();
        var result = Tensor.New(a._dtype, shape);
        Dispatch.Float(a._dtype, new Work<TPair>(x, y, result));
        return result;
    }

    private readonly struct Work<TPair>(Tensor a, Tensor b, Tensor y) : IForFloat where TPair : struct, IPair
    {
        void IForFloat.Run<T>()
        {
            ReadOnlySpan<T> left = a.Values<T>(), right = b.Values<T>();
            var result = y.Values<T>();
            for (var i = 0; i < result.Length; i++) result[i] = TPair.Of(left[i], right[i]);
        }
    }
}

/// <summary>A function of two numbers that is constant between its steps.</summary>
internal sealed class StepsNode(Tensor a, Tensor b) : Node(a.GradientEdge, b.GradientEdge)
{
    private readonly long[] _shapeA = a._shape, _shapeB = b._shape;

    internal override string Name => "div";

    internal override int EdgeCount => 2;

    internal override void Backward(Tensor grad)
    {
        if (NeedsInputGrad(To0)) AccumulateGrad(To0, zeros(_shapeA, grad.dtype));
        if (NeedsInputGrad(To1)) AccumulateGrad(To1, zeros(_shapeB, grad.dtype));
    }
}

/// <summary>a - b q with q the rounded quotient, which is constant between its steps.</summary>
internal sealed class RemainderNode(Tensor a, Tensor b, RoundingMode mode) : Node(a.GradientEdge, b.GradientEdge)
{
    private readonly long[] _shapeA = a._shape;
    private SavedTensor _a = new(a);
    private SavedTensor _b = new(b);

    internal override string Name => mode == RoundingMode.floor ? "remainder" : "fmod";

    internal override int EdgeCount => 2;

    internal override void Backward(Tensor grad)
    {
        if (NeedsInputGrad(To0)) AccumulateGrad(To0, SumOps.SumTo(grad, _shapeA));
        if (!NeedsInputGrad(To1)) return;
        var b = _b.Get(this);
        AccumulateGrad(To1, SumOps.SumTo(-(grad * _a.Get(this).detach().div(b.detach(), mode)), b._shape));
    }

    internal override void ReleaseSaved()
    {
        _a.Release();
        _b.Release();
    }
}
