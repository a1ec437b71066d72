using ManagedTorch.Core;

namespace TorchSharp;

// Logic on the truth of elements (non-zero is true), tests of numbers, and bits of integers.
public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>True where both are not zero; a bool tensor, broadcast.</summary>
        public Tensor logical_and(Tensor other) => LogicalOps.Apply("logical_and", this, other, static (a, b) => a & b);
        /// <summary>True where either is not zero; a bool tensor, broadcast.</summary>
        public Tensor logical_or(Tensor other) => LogicalOps.Apply("logical_or", this, other, static (a, b) => a | b);
        /// <summary>True where exactly one is not zero; a bool tensor, broadcast.</summary>
        public Tensor logical_xor(Tensor other) => LogicalOps.Apply("logical_xor", this, other, static (a, b) => a ^ b);
        /// <summary>True where the element is zero; a bool tensor.</summary>
        public Tensor logical_not() => eq(0);

        /// <summary>The bits of both, for integers and bools, broadcast; an error for floats.</summary>
        public Tensor bitwise_and(Tensor other) => LogicalOps.Bits("bitwise_and", this, other, static (a, b) => a & b);
        /// <summary>The bits of either, for integers and bools, broadcast; an error for floats.</summary>
        public Tensor bitwise_or(Tensor other) => LogicalOps.Bits("bitwise_or", this, other, static (a, b) => a | b);
        /// <summary>The bits of exactly one, for integers and bools, broadcast; an error for floats.</summary>
        public Tensor bitwise_xor(Tensor other) => LogicalOps.Bits("bitwise_xor", this, other, static (a, b) => a ^ b);
        /// <summary>Every bit inverted; logical not for bools.</summary>
        public Tensor bitwise_not() => _dtype == ScalarType.Bool ? logical_not() : -this - 1;

        /// <summary>True where the element is NaN; a bool tensor.</summary>
        public Tensor isnan() => _dtype.IsFloatingPoint() ? ne(this) : torch.zeros_like(this, ScalarType.Bool);
        /// <summary>True where the element is infinite, of either sign; a bool tensor.</summary>
        public Tensor isinf() =>
            _dtype.IsFloatingPoint() ? abs() == double.PositiveInfinity : torch.zeros_like(this, ScalarType.Bool);
        /// <summary>True where the element is neither infinite nor NaN; a bool tensor.</summary>
        public Tensor isfinite() =>
            _dtype.IsFloatingPoint() ? abs() < double.PositiveInfinity : torch.ones_like(this, ScalarType.Bool);

        /// <summary>The bits of both, broadcast; logical and for bools.</summary>
        public static Tensor operator &(Tensor left, Tensor right) => left.bitwise_and(right);
        /// <summary>The bits of either, broadcast; logical or for bools.</summary>
        public static Tensor operator |(Tensor left, Tensor right) => left.bitwise_or(right);
        /// <summary>The bits of exactly one, broadcast; logical exclusive or for bools.</summary>
        public static Tensor operator ^(Tensor left, Tensor right) => left.bitwise_xor(right);
        /// <summary>Every bit inverted; logical not for bools.</summary>
        public static Tensor operator ~(Tensor left) => left.bitwise_not();
    }

    /// <inheritdoc cref="Tensor.logical_and(Tensor)"/>
    public static Tensor logical_and(Tensor left, Tensor right) => left.logical_and(right);
    /// <inheritdoc cref="Tensor.logical_or(Tensor)"/>
    public static Tensor logical_or(Tensor left, Tensor right) => left.logical_or(right);
    /// <inheritdoc cref="Tensor.logical_xor(Tensor)"/>
    public static Tensor logical_xor(Tensor left, Tensor right) => left.logical_xor(right);
    /// <inheritdoc cref="Tensor.logical_not()"/>
    public static Tensor logical_not(Tensor input) => input.logical_not();
    /// <inheritdoc cref="Tensor.bitwise_and(Tensor)"/>
    public static Tensor bitwise_and(Tensor left, Tensor right) => left.bitwise_and(right);
    /// <inheritdoc cref="Tensor.bitwise_or(Tensor)"/>
    public static Tensor bitwise_or(Tensor left, Tensor right) => left.bitwise_or(right);
    /// <inheritdoc cref="Tensor.bitwise_xor(Tensor)"/>
    public static Tensor bitwise_xor(Tensor left, Tensor right) => left.bitwise_xor(right);
    /// <inheritdoc cref="Tensor.bitwise_not()"/>
    public static Tensor bitwise_not(Tensor input) => input.bitwise_not();
    /// <inheritdoc cref="Tensor.isnan()"/>
    public static Tensor isnan(Tensor input) => input.isnan();
    /// <inheritdoc cref="Tensor.isinf()"/>
    public static Tensor isinf(Tensor tensor) => tensor.isinf();
    /// <inheritdoc cref="Tensor.isfinite()"/>
    public static Tensor isfinite(Tensor tensor) => tensor.isfinite();
}

internal static class LogicalOps
{
    internal static torch.Tensor Apply(string op, torch.Tensor a, torch.Tensor b, Func<bool, bool, bool> f)
    {
        var shape = Shapes.Broadcast(op, a._shape, b._shape);
        var y = torch.Tensor.New(torch.ScalarType.Bool, shape);
        var x1 = a.detach().to(torch.ScalarType.Bool).expand(shape, false).contiguous().Values<bool>();
        var x2 = b.detach().to(torch.ScalarType.Bool).expand(shape, false).contiguous().Values<bool>();
        var output = y.Values<bool>();
        for (var i = 0; i < output.Length; i++) output[i] = f(x1[i], x2[i]);
        return y;
    }

    internal static torch.Tensor Bits(string op, torch.Tensor a, torch.Tensor b, Func<long, long, long> f)
    {
        if (a._dtype.IsFloatingPoint() || b._dtype.IsFloatingPoint())
            throw new InvalidOperationException(
                $"{op}: not defined for {a._dtype} and {b._dtype}; integers or booleans are needed.");
        return IntegerOps.Apply(op, a, b, f);
    }
}
