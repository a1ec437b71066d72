using ManagedTorch.Core;

namespace TorchSharp;

// Tensors from lists: the data is copied.
public static partial class torch
{
    /// <summary>A tensor of one dimension with a copy of the values, of dtype float32 unless another is
    /// given.</summary>
    public static Tensor tensor(IList<float> rawArray, ScalarType? dtype = null, Device? device = null,
        bool requires_grad = false, string[]? names = null) =>
        FactoryOps.From<float>(rawArray.ToArray(), [rawArray.Count], dtype, device, requires_grad);

    /// <summary>A tensor of the given shape with a copy of the values, read in row-major order, of dtype float32 unless
    /// another is given.</summary>
    public static Tensor tensor(IList<float> rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null,
        Device? device = null, bool requires_grad = false, string[]? names = null) =>
        FactoryOps.From<float>(rawArray.ToArray(), dimensions.ToArray(), dtype, device, requires_grad);

    /// <summary>A tensor [rows, columns] with a copy of the values, read row by row, of dtype float32 unless another is
    /// given.</summary>
    public static Tensor tensor(IList<float> rawArray, long rows, long columns, ScalarType? dtype = null,
        Device? device = null, bool requires_grad = false, string[]? names = null) =>
        FactoryOps.From<float>(rawArray.ToArray(), [rows, columns], dtype, device, requires_grad);

    /// <summary>A tensor of one dimension with a copy of the values, of dtype float64 unless another is
    /// given.</summary>
    public static Tensor tensor(IList<double> rawArray, ScalarType? dtype = null, Device? device = null,
        bool requires_grad = false, string[]? names = null) =>
        FactoryOps.From<double>(rawArray.ToArray(), [rawArray.Count], dtype, device, requires_grad);

    /// <summary>A tensor [rows, columns] with a copy of the values, read row by row, of dtype float64 unless another is
    /// given.</summary>
    public static Tensor tensor(IList<double> rawArray, long rows, long columns, ScalarType? dtype = null,
        Device? device = null, bool requires_grad = false, string[]? names = null) =>
        FactoryOps.From<double>(rawArray.ToArray(), [rows, columns], dtype, device, requires_grad);

    /// <summary>A tensor of one dimension with a copy of the values, of dtype int64 unless another is given.</summary>
    public static Tensor tensor(IList<long> rawArray, ScalarType? dtype = null, Device? device = null,
        bool requires_grad = false, string[]? names = null) =>
        FactoryOps.From<long>(rawArray.ToArray(), [rawArray.Count], dtype, device, requires_grad);

    /// <summary>A tensor of the given shape with a copy of the values, read in row-major order, of dtype int64 unless
    /// another is given.</summary>
    public static Tensor tensor(IList<long> rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null,
        Device? device = null, bool requires_grad = false, string[]? names = null) =>
        FactoryOps.From<long>(rawArray.ToArray(), dimensions.ToArray(), dtype, device, requires_grad);

    /// <summary>A tensor [rows, columns] with a copy of the values, read row by row, of dtype int64 unless another is
    /// given.</summary>
    public static Tensor tensor(IList<long> rawArray, long rows, long columns, ScalarType? dtype = null,
        Device? device = null, bool requires_grad = false, string[]? names = null) =>
        FactoryOps.From<long>(rawArray.ToArray(), [rows, columns], dtype, device, requires_grad);

    /// <summary>A tensor of one dimension with a copy of the values, of dtype int32 unless another is given.</summary>
    public static Tensor tensor(IList<int> rawArray, ScalarType? dtype = null, Device? device = null,
        bool requires_grad = false, string[]? names = null) =>
        FactoryOps.From<int>(rawArray.ToArray(), [rawArray.Count], dtype, device, requires_grad);

    /// <summary>A tensor of the given shape with a copy of the values, read in row-major order, of dtype int32 unless
    /// another is given.</summary>
    public static Tensor tensor(IList<int> rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null,
        Device? device = null, bool requires_grad = false, string[]? names = null) =>
        FactoryOps.From<int>(rawArray.ToArray(), dimensions.ToArray(), dtype, device, requires_grad);

    /// <summary>A tensor [rows, columns] with a copy of the values, read row by row, of dtype int32 unless another is
    /// given.</summary>
    public static Tensor tensor(IList<int> rawArray, long rows, long columns, ScalarType? dtype = null,
        Device? device = null, bool requires_grad = false, string[]? names = null) =>
        FactoryOps.From<int>(rawArray.ToArray(), [rows, columns], dtype, device, requires_grad);

    /// <summary>A tensor of one dimension with a copy of the values, of dtype bool unless another is given.</summary>
    public static Tensor tensor(IList<bool> rawArray, ScalarType? dtype = null, Device? device = null,
        bool requires_grad = false, string[]? names = null) =>
        FactoryOps.From<bool>(rawArray.ToArray(), [rawArray.Count], dtype, device, requires_grad);

    /// <summary>A tensor of the given shape with a copy of the values, read in row-major order, of dtype bool unless
    /// another is given.</summary>
    public static Tensor tensor(IList<bool> rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null,
        Device? device = null, bool requires_grad = false, string[]? names = null) =>
        FactoryOps.From<bool>(rawArray.ToArray(), dimensions.ToArray(), dtype, device, requires_grad);

    /// <summary>A tensor [rows, columns] with a copy of the values, read row by row, of dtype bool unless another is
    /// given.</summary>
    public static Tensor tensor(IList<bool> rawArray, long rows, long columns, ScalarType? dtype = null,
        Device? device = null, bool requires_grad = false, string[]? names = null) =>
        FactoryOps.From<bool>(rawArray.ToArray(), [rows, columns], dtype, device, requires_grad);
}
