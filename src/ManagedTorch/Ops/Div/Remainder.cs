using ManagedTorch.Core;
using static TorchSharp.torch;

namespace TorchSharp;

// Remainders: with the divisor's sign (remainder, %), or with the dividend's (fmod).
public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The remainder of the division, with the sign of the divisor, as in Python.</summary>
        public Tensor remainder(Tensor target) => RemainderOps.Apply(this, target, floor: true);
        /// <summary>The remainder of the division, with the sign of the divisor, as in Python.</summary>
        public Tensor remainder(Scalar scalar) =>
            RemainderOps.Apply(this, RemainderOps.Operand(this, scalar), floor: true);
        /// <summary>The remainder of the division, with the sign of the dividend, as in C.</summary>
        public Tensor fmod(Tensor target) => RemainderOps.Apply(this, target, floor: false);
        /// <summary>The remainder of the division, with the sign of the dividend, as in C.</summary>
        public Tensor fmod(Scalar scalar) => RemainderOps.Apply(this, RemainderOps.Operand(this, scalar), floor: false);

        /// <summary>The elementwise remainder with the sign of the divisor, as in Python.</summary>
        public static Tensor operator %(Tensor left, Tensor right) => left.remainder(right);
        /// <summary>The elementwise remainder with the sign of the divisor, as in Python.</summary>
        public static Tensor operator %(Tensor left, Scalar right) => left.remainder(right);
        /// <summary>The elementwise remainder with the sign of the divisor, as in Python.</summary>
        public static Tensor operator %(Tensor left, int right) => left.remainder(right);
        /// <summary>The elementwise remainder with the sign of the divisor, as in Python.</summary>
        public static Tensor operator %(Tensor left, long right) => left.remainder(right);
        /// <summary>The elementwise remainder with the sign of the divisor, as in Python.</summary>
        public static Tensor operator %(Tensor left, float right) => left.remainder(right);
        /// <summary>The elementwise remainder with the sign of the divisor, as in Python.</summary>
        public static Tensor operator %(Tensor left, double right) => left.remainder(right);
    }

    /// <inheritdoc cref="Tensor.remainder(Tensor)"/>
    public static Tensor remainder(Tensor left, Tensor right) => left.remainder(right);
    /// <inheritdoc cref="Tensor.remainder(Scalar)"/>
    public static Tensor remainder(Tensor left, Scalar right) => left.remainder(right);
    /// <inheritdoc cref="Tensor.fmod(Tensor)"/>
    public static Tensor fmod(Tensor left, Tensor right) => left.fmod(right);
    /// <inheritdoc cref="Tensor.fmod(Scalar)"/>
    public static Tensor fmod(Tensor left, Scalar right) => left.fmod(right);
}

internal static class RemainderOps
{
    /// <summary>A number as a tensor of no dimensions in the dtype the operation will have.</summary>
    internal static Tensor Operand(Tensor x, Scalar number) =>
        full(Array.Empty<long>(), number, Dtypes.ResultWithNumber(x._dtype, number.Type));

    internal static Tensor Apply(Tensor a, Tensor b, bool floor)
    {
        if (!Dtypes.Result(a, b).IsFloatingPoint()) return floor ? IntegerOps.Remainder(a, b) : IntegerOps.Fmod(a, b);
        BinaryOps.Promote(ref a, ref b);
        return RoundedDivision.Remainder(a, b, floor ? RoundingMode.floor : RoundingMode.trunc);
    }
}
