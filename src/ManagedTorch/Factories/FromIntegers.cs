using ManagedTorch.Core;

namespace TorchSharp;

// Tensors from whole numbers: the data is copied.
public static partial class torch
{
    /// <summary>A tensor of no dimensions that holds the value, of dtype int64 unless another is given.</summary>
    public static Tensor tensor(long scalar, ScalarType? dtype = null, Device? device = null,
        bool requires_grad = false) =>
        FactoryOps.From<long>([scalar], [], dtype, device, requires_grad);

    /// <summary>A tensor of one dimension with a copy of the values, of dtype int64 unless another is given.</summary>
    public static Tensor tensor(long[] dataArray, ScalarType? dtype = null, Device? device = null,
        bool requires_grad = false, string[]? names = null) =>
        FactoryOps.From<long>(dataArray, [dataArray.Length], dtype, device, requires_grad);

    /// <summary>A tensor of the given shape with a copy of the values, read in row-major order, of dtype int64 unless
    /// another is given.</summary>
    public static Tensor tensor(long[] dataArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null,
        Device? device = null, bool requires_grad = false, string[]? names = null) =>
        FactoryOps.From<long>(dataArray, dimensions.ToArray(), dtype, device, requires_grad);

    /// <summary>A tensor of the array's shape with a copy of its values, of dtype int64 unless another is
    /// given.</summary>
    public static Tensor tensor(long[,] rawArray, ScalarType? dtype = null, Device? device = null,
        bool requires_grad = false, string[]? names = null) =>
        FactoryOps.FromArray<long>(rawArray, dtype, device, requires_grad);

    /// <summary>A tensor of the array's shape with a copy of its values, of dtype int64 unless another is
    /// given.</summary>
    public static Tensor tensor(long[,,] rawArray, ScalarType? dtype = null, Device? device = null,
        bool requires_grad = false, string[]? names = null) =>
        FactoryOps.FromArray<long>(rawArray, dtype, device, requires_grad);

    /// <summary>A tensor of the array's shape with a copy of its values, of dtype int64 unless another is
    /// given.</summary>
    public static Tensor tensor(long[,,,] rawArray, ScalarType? dtype = null, Device? device = null,
        bool requires_grad = false, string[]? names = null) =>
        FactoryOps.FromArray<long>(rawArray, dtype, device, requires_grad);

    /// <summary>A tensor of no dimensions that holds the value, of dtype int32.</summary>
    public static Tensor tensor(int scalar, Device? device = null, bool requires_grad = false) =>
        FactoryOps.From<int>([scalar], [], null, device, requires_grad);

    /// <summary>A tensor of one dimension with a copy of the values, of dtype int32 unless another is given.</summary>
    public static Tensor tensor(int[] rawArray, ScalarType? dtype = null, Device? device = null,
        bool requires_grad = false, string[]? names = null) =>
        FactoryOps.From<int>(rawArray, [rawArray.Length], dtype, device, requires_grad);

    /// <summary>A tensor of the given shape with a copy of the values, read in row-major order, of dtype int32 unless
    /// another is given.</summary>
    public static Tensor tensor(int[] rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null,
        Device? device = null, bool requires_grad = false, string[]? names = null) =>
        FactoryOps.From<int>(rawArray, dimensions.ToArray(), dtype, device, requires_grad);

    /// <summary>A tensor of the array's shape with a copy of its values, of dtype int32 unless another is
    /// given.</summary>
    public static Tensor tensor(int[,] rawArray, ScalarType? dtype = null, Device? device = null,
        bool requires_grad = false, string[]? names = null) =>
        FactoryOps.FromArray<int>(rawArray, dtype, device, requires_grad);

    /// <summary>A tensor of the array's shape with a copy of its values, of dtype int32 unless another is
    /// given.</summary>
    public static Tensor tensor(int[,,] rawArray, ScalarType? dtype = null, Device? device = null,
        bool requires_grad = false, string[]? names = null) =>
        FactoryOps.FromArray<int>(rawArray, dtype, device, requires_grad);

    /// <summary>A tensor of the array's shape with a copy of its values, of dtype int32 unless another is
    /// given.</summary>
    public static Tensor tensor(int[,,,] rawArray, ScalarType? dtype = null, Device? device = null,
        bool requires_grad = false, string[]? names = null) =>
        FactoryOps.FromArray<int>(rawArray, dtype, device, requires_grad);

    /// <summary>A tensor of no dimensions that holds the value, of dtype int16.</summary>
    public static Tensor tensor(short scalar, Device? device = null, bool requires_grad = false) =>
        FactoryOps.From<short>([scalar], [], null, device, requires_grad);

    /// <summary>A tensor of one dimension with a copy of the values, of dtype int16 unless another is given.</summary>
    public static Tensor tensor(short[] rawArray, ScalarType? dtype = null, Device? device = null,
        bool requires_grad = false, string[]? names = null) =>
        FactoryOps.From<short>(rawArray, [rawArray.Length], dtype, device, requires_grad);

    /// <summary>A tensor of the given shape with a copy of the values, read in row-major order, of dtype int16 unless
    /// another is given.</summary>
    public static Tensor tensor(short[] rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null,
        Device? device = null, bool requires_grad = false, string[]? names = null) =>
        FactoryOps.From<short>(rawArray, dimensions.ToArray(), dtype, device, requires_grad);

    /// <summary>A tensor of the array's shape with a copy of its values, of dtype int16 unless another is
    /// given.</summary>
    public static Tensor tensor(short[,] rawArray, ScalarType? dtype = null, Device? device = null,
        bool requires_grad = false, string[]? names = null) =>
        FactoryOps.FromArray<short>(rawArray, dtype, device, requires_grad);

    /// <summary>A tensor of the array's shape with a copy of its values, of dtype int16 unless another is
    /// given.</summary>
    public static Tensor tensor(short[,,] rawArray, ScalarType? dtype = null, Device? device = null,
        bool requires_grad = false, string[]? names = null) =>
        FactoryOps.FromArray<short>(rawArray, dtype, device, requires_grad);

    /// <summary>A tensor of the array's shape with a copy of its values, of dtype int16 unless another is
    /// given.</summary>
    public static Tensor tensor(short[,,,] rawArray, ScalarType? dtype = null, Device? device = null,
        bool requires_grad = false, string[]? names = null) =>
        FactoryOps.FromArray<short>(rawArray, dtype, device, requires_grad);

    /// <summary>A tensor of no dimensions that holds the value, of dtype int8.</summary>
    public static Tensor tensor(sbyte scalar, Device? device = null, bool requires_grad = false) =>
        FactoryOps.From<sbyte>([scalar], [], null, device, requires_grad);

    /// <summary>A tensor of one dimension with a copy of the values, of dtype int8 unless another is given.</summary>
    public static Tensor tensor(sbyte[] rawArray, ScalarType? dtype = null, Device? device = null,
        bool requires_grad = false, string[]? names = null) =>
        FactoryOps.From<sbyte>(rawArray, [rawArray.Length], dtype, device, requires_grad);

    /// <summary>A tensor of the given shape with a copy of the values, read in row-major order, of dtype int8 unless
    /// another is given.</summary>
    public static Tensor tensor(sbyte[] rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null,
        Device? device = null, bool requires_grad = false, string[]? names = null) =>
        FactoryOps.From<sbyte>(rawArray, dimensions.ToArray(), dtype, device, requires_grad);

    /// <summary>A tensor of the array's shape with a copy of its values, of dtype int8 unless another is
    /// given.</summary>
    public static Tensor tensor(sbyte[,] rawArray, ScalarType? dtype = null, Device? device = null,
        bool requires_grad = false, string[]? names = null) =>
        FactoryOps.FromArray<sbyte>(rawArray, dtype, device, requires_grad);

    /// <summary>A tensor of the array's shape with a copy of its values, of dtype int8 unless another is
    /// given.</summary>
    public static Tensor tensor(sbyte[,,] rawArray, ScalarType? dtype = null, Device? device = null,
        bool requires_grad = false, string[]? names = null) =>
        FactoryOps.FromArray<sbyte>(rawArray, dtype, device, requires_grad);

    /// <summary>A tensor of the array's shape with a copy of its values, of dtype int8 unless another is
    /// given.</summary>
    public static Tensor tensor(sbyte[,,,] rawArray, ScalarType? dtype = null, Device? device = null,
        bool requires_grad = false, string[]? names = null) =>
        FactoryOps.FromArray<sbyte>(rawArray, dtype, device, requires_grad);

    /// <summary>A tensor of no dimensions that holds the value, of dtype uint8.</summary>
    public static Tensor tensor(byte scalar, Device? device = null, bool requires_grad = false) =>
        FactoryOps.From<byte>([scalar], [], null, device, requires_grad);

    /// <summary>A tensor of one dimension with a copy of the values, of dtype uint8 unless another is given.</summary>
    public static Tensor tensor(byte[] rawArray, ScalarType? dtype = null, Device? device = null,
        bool requires_grad = false, string[]? names = null) =>
        FactoryOps.From<byte>(rawArray, [rawArray.Length], dtype, device, requires_grad);

    /// <summary>A tensor of the given shape with a copy of the values, read in row-major order, of dtype uint8 unless
    /// another is given.</summary>
    public static Tensor tensor(byte[] rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null,
        Device? device = null, bool requires_grad = false, string[]? names = null) =>
        FactoryOps.From<byte>(rawArray, dimensions.ToArray(), dtype, device, requires_grad);

    /// <summary>A tensor of the array's shape with a copy of its values, of dtype uint8 unless another is
    /// given.</summary>
    public static Tensor tensor(byte[,] rawArray, ScalarType? dtype = null, Device? device = null,
        bool requires_grad = false, string[]? names = null) =>
        FactoryOps.FromArray<byte>(rawArray, dtype, device, requires_grad);

    /// <summary>A tensor of the array's shape with a copy of its values, of dtype uint8 unless another is
    /// given.</summary>
    public static Tensor tensor(byte[,,] rawArray, ScalarType? dtype = null, Device? device = null,
        bool requires_grad = false, string[]? names = null) =>
        FactoryOps.FromArray<byte>(rawArray, dtype, device, requires_grad);

    /// <summary>A tensor of the array's shape with a copy of its values, of dtype uint8 unless another is
    /// given.</summary>
    public static Tensor tensor(byte[,,,] rawArray, ScalarType? dtype = null, Device? device = null,
        bool requires_grad = false, string[]? names = null) =>
        FactoryOps.FromArray<byte>(rawArray, dtype, device, requires_grad);
}
