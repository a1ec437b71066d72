using ManagedTorch.Core;

namespace TorchSharp;

// Tensors from floating-point numbers and truth values: the data is copied.
public static partial class torch
{
    /// <summary>A tensor of no dimensions that holds the value, of dtype float32.</summary>
    public static Tensor tensor(float scalar, Device? device = null, bool requires_grad = false) =>
        FactoryOps.From<float>([scalar], [], null, device, requires_grad);

    /// <summary>A tensor of one dimension with a copy of the values, of dtype float32 unless another is
    /// given.</summary>
    public static Tensor tensor(float[] rawArray, ScalarType? dtype = null, Device? device = null,
        bool requires_grad = false, string[]? names = null) =>
        FactoryOps.From<float>(rawArray, [rawArray.Length], dtype, device, requires_grad);

    /// <summary>A tensor of the given shape with a copy of the values, read in row-major order, of dtype float32 unless
    /// another is given.</summary>
    public static Tensor tensor(float[] rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null,
        Device? device = null, bool requires_grad = false, string[]? names = null) =>
        FactoryOps.From<float>(rawArray, dimensions.ToArray(), dtype, device, requires_grad);

    /// <summary>A tensor of the array's shape with a copy of its values, of dtype float32 unless another is
    /// given.</summary>
    public static Tensor tensor(float[,] rawArray, ScalarType? dtype = null, Device? device = null,
        bool requires_grad = false, string[]? names = null) =>
        FactoryOps.FromArray<float>(rawArray, dtype, device, requires_grad);

    /// <summary>A tensor of the array's shape with a copy of its values, of dtype float32 unless another is
    /// given.</summary>
    public static Tensor tensor(float[,,] rawArray, ScalarType? dtype = null, Device? device = null,
        bool requires_grad = false, string[]? names = null) =>
        FactoryOps.FromArray<float>(rawArray, dtype, device, requires_grad);

    /// <summary>A tensor of the array's shape with a copy of its values, of dtype float32 unless another is
    /// given.</summary>
    public static Tensor tensor(float[,,,] rawArray, ScalarType? dtype = null, Device? device = null,
        bool requires_grad = false, string[]? names = null) =>
        FactoryOps.FromArray<float>(rawArray, dtype, device, requires_grad);

    /// <summary>A tensor of no dimensions that holds the value, of dtype float64 unless another is given.</summary>
    public static Tensor tensor(double scalar, ScalarType? dtype = null, Device? device = null,
        bool requires_grad = false) =>
        FactoryOps.From<double>([scalar], [], dtype, device, requires_grad);

    /// <summary>A tensor of one dimension with a copy of the values, of dtype float64 unless another is
    /// given.</summary>
    public static Tensor tensor(double[] rawArray, ScalarType? dtype = null, Device? device = null,
        bool requires_grad = false, string[]? names = null) =>
        FactoryOps.From<double>(rawArray, [rawArray.Length], dtype, device, requires_grad);

    /// <summary>A tensor of the given shape with a copy of the values, read in row-major order, of dtype float64 unless
    /// another is given.</summary>
    public static Tensor tensor(double[] rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null,
        Device? device = null, bool requires_grad = false, string[]? names = null) =>
        FactoryOps.From<double>(rawArray, dimensions.ToArray(), dtype, device, requires_grad);

    /// <summary>A tensor of the array's shape with a copy of its values, of dtype float64 unless another is
    /// given.</summary>
    public static Tensor tensor(double[,] rawArray, ScalarType? dtype = null, Device? device = null,
        bool requires_grad = false, string[]? names = null) =>
        FactoryOps.FromArray<double>(rawArray, dtype, device, requires_grad);

    /// <summary>A tensor of the array's shape with a copy of its values, of dtype float64 unless another is
    /// given.</summary>
    public static Tensor tensor(double[,,] rawArray, ScalarType? dtype = null, Device? device = null,
        bool requires_grad = false, string[]? names = null) =>
        FactoryOps.FromArray<double>(rawArray, dtype, device, requires_grad);

    /// <summary>A tensor of the array's shape with a copy of its values, of dtype float64 unless another is
    /// given.</summary>
    public static Tensor tensor(double[,,,] rawArray, ScalarType? dtype = null, Device? device = null,
        bool requires_grad = false, string[]? names = null) =>
        FactoryOps.FromArray<double>(rawArray, dtype, device, requires_grad);

    /// <summary>A tensor of no dimensions that holds the value, of dtype bool unless another is given.</summary>
    public static Tensor tensor(bool scalar, ScalarType? dtype = null, Device? device = null,
        bool requires_grad = false) =>
        FactoryOps.From<bool>([scalar], [], dtype, device, requires_grad);

    /// <summary>A tensor of one dimension with a copy of the values, of dtype bool unless another is given.</summary>
    public static Tensor tensor(bool[] rawArray, ScalarType? dtype = null, Device? device = null,
        bool requires_grad = false, string[]? names = null) =>
        FactoryOps.From<bool>(rawArray, [rawArray.Length], dtype, device, requires_grad);

    /// <summary>A tensor of the given shape with a copy of the values, read in row-major order, of dtype bool unless
    /// another is given.</summary>
    public static Tensor tensor(bool[] rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null,
        Device? device = null, bool requires_grad = false, string[]? names = null) =>
        FactoryOps.From<bool>(rawArray, dimensions.ToArray(), dtype, device, requires_grad);

    /// <summary>A tensor of the array's shape with a copy of its values, of dtype bool unless another is
    /// given.</summary>
    public static Tensor tensor(bool[,] rawArray, ScalarType? dtype = null, Device? device = null,
        bool requires_grad = false, string[]? names = null) =>
        FactoryOps.FromArray<bool>(rawArray, dtype, device, requires_grad);

    /// <summary>A tensor of the array's shape with a copy of its values, of dtype bool unless another is
    /// given.</summary>
    public static Tensor tensor(bool[,,] rawArray, ScalarType? dtype = null, Device? device = null,
        bool requires_grad = false, string[]? names = null) =>
        FactoryOps.FromArray<bool>(rawArray, dtype, device, requires_grad);

    /// <summary>A tensor of the array's shape with a copy of its values, of dtype bool unless another is
    /// given.</summary>
    public static Tensor tensor(bool[,,,] rawArray, ScalarType? dtype = null, Device? device = null,
        bool requires_grad = false, string[]? names = null) =>
        FactoryOps.FromArray<bool>(rawArray, dtype, device, requires_grad);
}
