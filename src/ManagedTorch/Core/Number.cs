using static TorchSharp.torch;

namespace ManagedTorch.Core;

/// <summary>A number as an operand, without the allocation of a <see cref="TorchSharp.Scalar"/>.</summary>
internal readonly struct Number(double value, ScalarType kind)
{
    internal double Value { get; } = value;
    internal ScalarType Kind { get; } = kind;

    public static implicit operator Number(TorchSharp.Scalar scalar) => new(scalar.Real, scalar.Type);
    public static implicit operator Number(double value) => new(value, ScalarType.Float64);
    public static implicit operator Number(float value) => new(value, ScalarType.Float32);
    public static implicit operator Number(long value) => new(value, ScalarType.Int64);
    public static implicit operator Number(int value) => new(value, ScalarType.Int32);
}
