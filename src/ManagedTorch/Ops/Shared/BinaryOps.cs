using ManagedTorch.Core;
using ManagedTorch.Kernels;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>What operations on two tensors share: promotion and the small integer types.</summary>
internal static class BinaryOps
{
    /// <summary>Brings both operands to the type of the operation; the conversions are recorded.</summary>
    internal static ScalarType Promote(ref Tensor a, ref Tensor b)
    {
        var dtype = Dtypes.Result(a, b);
        if (a._dtype != dtype) a = a.to(dtype);
        if (b._dtype != dtype) b = b.to(dtype);
        return dtype;
    }

    /// <summary>Operands of one dtype. Small integers and booleans are computed as int64 and stored back.</summary>
    internal static Tensor Apply<TOp>(string op, Tensor a, Tensor b) where TOp : struct, IBinary
    {
        if (a._dtype is ScalarType.Float32 or ScalarType.Float64 or ScalarType.Int64)
            return BinaryElementwise.Apply<TOp>(op, a, b);
        var wide =
            BinaryElementwise.Apply<TOp>(op, Copy.Convert(a, ScalarType.Int64), Copy.Convert(b, ScalarType.Int64));
        return Copy.Convert(wide, a._dtype);
    }

    /// <summary>A tensor and a number in the tensor's dtype.</summary>
    internal static Tensor ApplyScalar<TOp>(Tensor a, double c) where TOp : struct, IBinary
    {
        if (a._dtype is ScalarType.Float32 or ScalarType.Float64 or ScalarType.Int64)
            return BinaryElementwise.ApplyScalar<TOp>(a, c);
        return Copy.Convert(BinaryElementwise.ApplyScalar<TOp>(Copy.Convert(a, ScalarType.Int64), c), a._dtype);
    }

    internal static Tensor ScalarApply<TOp>(double c, Tensor a) where TOp : struct, IBinary
    {
        if (a._dtype is ScalarType.Float32 or ScalarType.Float64 or ScalarType.Int64)
            return BinaryElementwise.ScalarApply<TOp>(c, a);
        return Copy.Convert(BinaryElementwise.ScalarApply<TOp>(c, Copy.Convert(a, ScalarType.Int64)), a._dtype);
    }

    /// <summary>The dtype of an operation with a number; converts the tensor if the number's category is
    /// higher.</summary>
    internal static Tensor WithNumber(Tensor a, Number c)
    {
        var dtype = Dtypes.ResultWithNumber(a._dtype, c.Kind);
        return a._dtype == dtype ? a : a.to(dtype);
    }
}
