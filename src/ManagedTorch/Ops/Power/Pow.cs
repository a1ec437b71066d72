using ManagedTorch.Autograd;
using ManagedTorch.Core;
using ManagedTorch.Kernels;
using static TorchSharp.torch;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>x to the power of the exponent, broadcast.</summary>
        public Tensor pow(Scalar exponent) => PowerOps.PowNumber(this, exponent);
        /// <summary>x to the power of the exponent, broadcast.</summary>
        public Tensor pow(Tensor exponent) => PowerOps.Pow(this, exponent);
        /// <summary><see cref="pow(Scalar)"/> in place; an error if the result does not fit the shape or
        /// dtype.</summary>
        public Tensor pow_(Scalar exponent) => InPlace.By("pow_", this, x => x.pow(exponent));
        /// <summary><see cref="pow(Tensor)"/> in place; an error if the result does not fit the shape or
        /// dtype.</summary>
        public Tensor pow_(Tensor exponent) => InPlace.By("pow_", this, exponent, static (x, n) => x.pow(n));
    }

    /// <inheritdoc cref="Tensor.pow(Scalar)"/>
    public static Tensor pow(Tensor left, Scalar exponent) => left.pow(exponent);
    /// <inheritdoc cref="Tensor.pow(Tensor)"/>
    public static Tensor pow(Tensor left, Tensor exponent) => left.pow(exponent);
    /// <inheritdoc cref="Tensor.pow_(Scalar)"/>
    public static Tensor pow_(Tensor left, Scalar exponent) => left.pow_(exponent);
    /// <inheritdoc cref="Tensor.pow_(Tensor)"/>
    public static Tensor pow_(Tensor left, Tensor exponent) => left.pow_(exponent);
}

/// <summary>Powers; small integer exponents are products, so that they are exact where products are.</summary>
internal static class PowerOps
{
    internal static Tensor PowNumber(Tensor x, Number c)
    {
        x = BinaryOps.WithNumber(x, c);
        if (!x._dtype.IsFloatingPoint() && c.Value < 0)
            throw new ArgumentException(
                "pow: integers cannot be raised to a negative power; convert to float32 first.");
        if (!x._dtype.IsFloatingPoint())
            return IntegerPower(x, full(Array.Empty<long>(), (long)c.Value, ScalarType.Int64)).to(x._dtype);
        switch (c.Value)
        {
            // 1 whatever the base, NaN too, with a slope of 0.
            case 0: return x.masked_fill(ones_like(x, ScalarType.Bool), 1);
            case 1: return x.clone();
            case 2: return x.square();
            case 3: return x.square() * x;
            case 0.5: return x.sqrt();
            case -1: return x.reciprocal();
            case -0.5: return x.rsqrt();
        }
        var y = BinaryElementwise.ApplyScalar<Pow>(x, c.Value);
        return x.ComputeRequiresGrad ? y.SetGradFn(new PowNumberNode(x, c.Value)) : y;
    }

    internal static Tensor Pow(Tensor a, Tensor b)
    {
        var integers = !Dtypes.Result(a, b).IsFloatingPoint();
        if (integers) return IntegerPower(a, b);
        BinaryOps.Promote(ref a, ref b);
        var y = BinaryElementwise.Apply<Pow>("pow", a, b);
        return a.ComputeRequiresGrad || b.ComputeRequiresGrad ? y.SetGradFn(new PowNode(a, b, y)) : y;
    }

    private static Tensor IntegerPower(Tensor a, Tensor b) => IntegerOps.Apply("pow", a, b, static (x, n) =>
    {
        // Elements of a tensor can be negative, as in PyTorch: of fractions the whole part is left.
        if (n < 0) return x == 1 ? 1 : x == -1 ? ((n & 1) == 0 ? 1 : -1) : 0;
        var result = 1L;
        for (; n > 0; n >>= 1, x *= x)
            if ((n & 1) != 0) result *= x;
        return result;
    });
}

internal sealed class PowNumberNode(Tensor x, double exponent) : Node(x.GradientEdge)
{
    private SavedTensor _x = new(x);

    internal override string Name => "pow";

    internal override int EdgeCount => 1;

    internal override void Backward(Tensor grad) =>
        AccumulateGrad(To0, grad * (_x.Get(this).pow(exponent - 1) * exponent));

    internal override void ReleaseSaved() => _x.Release();
}

internal sealed class PowNode(Tensor a, Tensor b, Tensor y) : Node(a.GradientEdge, b.GradientEdge)
{
    private SavedTensor _a = new(a);
    private SavedTensor _b = new(b);
    private SavedTensor _y = new(y);

    internal override string Name => "pow";

    internal override int EdgeCount => 2;

    internal override void Backward(Tensor grad)
    {
        var (x, n) = (_a.Get(this), _b.Get(this));
        if (NeedsInputGrad(To0))
        {
            // Where the exponent is 0 the slope is 0, also at a base of 0.
            var slope = where(n.detach() == 0.0, zeros_like(n), n * x.pow(n - 1.0));
            AccumulateGrad(To0, SumOps.SumTo(grad * slope, x._shape));
        }
        if (NeedsInputGrad(To1))
        {
            // 0^n ln 0 is taken as 0 for n >= 0.
            var flat = (x.detach() == 0.0).logical_and(n.detach() >= 0.0);
            var log = where(flat, zeros_like(x), where(flat, ones_like(x), x).log());
            AccumulateGrad(To1, SumOps.SumTo(grad * (_y.Get(this) * log), n._shape));
        }
    }

    internal override void ReleaseSaved()
    {
        _a.Release();
        _b.Release();
        _y.Release();
    }
}
