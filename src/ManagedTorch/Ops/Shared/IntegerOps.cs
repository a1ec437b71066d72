using ManagedTorch.Core;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>Integer operations that the vector kernels do not have.</summary>
internal static class IntegerOps
{
    internal static Tensor Divide(Tensor a, Tensor b, RoundingMode mode) => mode == RoundingMode.floor
        ? Apply("floor_divide", a, b, static (x, y) => (x / y) - ((x % y != 0) && ((x < 0) != (y < 0)) ? 1 : 0))
        : Apply("div", a, b, static (x, y) => x / y);

    /// <summary>The remainder with the divisor's sign, as Python's.</summary>
    internal static Tensor Remainder(Tensor a, Tensor b) => Apply("remainder", a, b, static (x, y) =>
    {
        var r = x % y;
        return r != 0 && (r < 0) != (y < 0) ? r + y : r;
    });

    /// <summary>The remainder with the dividend's sign, as C's.</summary>
    internal static Tensor Fmod(Tensor a, Tensor b) => Apply("fmod", a, b, static (x, y) => x % y);

    internal static Tensor Apply(string op, Tensor a, Tensor b, Func<long, long, long> f)
    {
        var dtype = BinaryOps.Promote(ref a, ref b);
        var shape = Shapes.Broadcast(op, a._shape, b._shape);
        var x = Copy.Convert(a.expand(shape), ScalarType.Int64).Values<long>();
        var y = Copy.Convert(b.expand(shape), ScalarType.Int64).Values<long>();
        var result = Tensor.New(ScalarType.Int64, shape);
        var z = result.Values<long>();
        try
        {
            for (var i = 0; i < z.Length; i++) z[i] = f(x[i], y[i]);
        }
        catch (DivideByZeroException)
        {
            throw new DivideByZeroException(
                $"{op}: an integer was divided by zero; convert to float32 first to get infinities.");
        }
        return dtype == ScalarType.Int64 ? result : Copy.Convert(result, dtype);
    }
}
