using System.Runtime.InteropServices;
using ManagedTorch.Core;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>What the factory overloads share.</summary>
internal static class FactoryOps
{
    private static Tensor Start(long[] shape, ScalarType? dtype, Device? device)
    {
        RequireCpu(device);
        return Tensor.New(dtype ?? Dtypes.DefaultFloat, shape);
    }

    private static Tensor Finish(Tensor y, bool requiresGrad) => requiresGrad ? y.requires_grad_() : y;

    internal static Tensor Empty(long[] shape, ScalarType? dtype, Device? device, bool requiresGrad) =>
        Finish(Start(shape, dtype, device), requiresGrad);

    internal static Tensor Zeros(long[] shape, ScalarType? dtype, Device? device, bool requiresGrad) =>
        Finish(Start(shape, dtype, device).zero_(), requiresGrad);

    internal static Tensor Ones(long[] shape, ScalarType? dtype, Device? device, bool requiresGrad) =>
        Full(shape, 1, dtype ?? Dtypes.DefaultFloat, device, requiresGrad);

    internal static Tensor Full(long[] shape, Scalar value, ScalarType? dtype, Device? device, bool requiresGrad)
    {
        var y = Start(shape, dtype
            ?? (value.IsFloatingPoint ? Dtypes.DefaultFloat : value.Type == ScalarType.Bool ? ScalarType.Bool
            : ScalarType.Int64), device);
        Copy.Fill(y, value);
        return Finish(y, requiresGrad);
    }

    internal static Tensor Rand(long[] shape, ScalarType? dtype, Device? device, bool requiresGrad,
        Generator? generator) =>
        Finish(Start(shape, dtype, device).uniform_(0, 1, generator), requiresGrad);

    internal static Tensor Randn(long[] shape, ScalarType? dtype, Device? device, bool requiresGrad,
        Generator? generator) =>
        Finish(Start(shape, dtype, device).normal_(0, 1, generator), requiresGrad);

    internal static Tensor From<T>(ReadOnlySpan<T> values, long[] shape, ScalarType? dtype, Device? device,
        bool requiresGrad) where T : unmanaged
    {
        RequireCpu(device);
        var y = Tensor.New(Dtypes.Of<T>(), shape);
        if (y._count != values.Length)
            throw new ArgumentException(
                $"tensor: {values.Length} values do not fill the shape {Shapes.Text(shape)} of {y._count} elements.");
        values.CopyTo(y.Values<T>());
        return Finish(dtype is { } wanted ? y.to_type(wanted) : y, requiresGrad);
    }

    internal static Tensor FromArray<T>(Array values, ScalarType? dtype, Device? device, bool requiresGrad)
        where T : unmanaged
    {
        var shape = new long[values.Rank];
        for (var i = 0; i < shape.Length; i++) shape[i] = values.GetLongLength(i);
        var flat = values.Length == 0 ? default : MemoryMarshal.CreateReadOnlySpan(
            ref System.Runtime.CompilerServices.Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(values)),
            values.Length);
        return From(flat, shape, dtype, device, requiresGrad);
    }
}
