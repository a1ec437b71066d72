using ManagedTorch.Core;
using ManagedTorch.Kernels;

namespace TorchSharp;

// Settings of the engine.
public static partial class torch
{
    /// <summary>Threads that share large operations. Results do not depend on it.</summary>
    public static void set_num_threads(int num)
    {
        if (num < 1) throw new ArgumentOutOfRangeException(nameof(num), $"set_num_threads: {num} must be at least 1.");
        ThreadPoolWork.Threads = num;
    }

    /// <summary>Threads that share large operations.</summary>
    public static int get_num_threads() => ThreadPoolWork.Threads;

    /// <summary>The dtype of floating-point tensors made without one: float32 unless set otherwise.</summary>
    public static ScalarType get_default_dtype() => Dtypes.DefaultFloat;

    /// <summary>Sets the dtype of floating-point tensors made without one.</summary>
    /// <exception cref="ArgumentException">The dtype is neither float32 nor float64.</exception>
    public static void set_default_dtype(ScalarType dtype)
    {
        if (dtype is not (ScalarType.Float32 or ScalarType.Float64))
            throw new ArgumentException($"set_default_dtype: {dtype} cannot be the default; use float32 or float64.");
        Dtypes.DefaultFloat = dtype;
    }

    /// <summary>The dtype in which tensors of two dtypes are computed together: the wider one of the higher category
    /// (bool, integer, floating point); int16 for uint8 and int8.</summary>
    public static ScalarType promote_types(ScalarType type1, ScalarType type2) => Dtypes.Promote(type1, type2);

    /// <summary>The dtype of an operation on these two tensors; one of no dimensions raises only the
    /// category.</summary>
    public static ScalarType result_type(Tensor tensor1, Tensor tensor2) => Dtypes.Result(tensor1, tensor2);

    /// <summary>Whether the dtype is one of floating point.</summary>
    public static bool is_floating_point(ScalarType type) => type.IsFloatingPoint();

    /// <summary>Whether the tensor's dtype is one of floating point.</summary>
    public static bool is_floating_point(Tensor input) => input.is_floating_point();

    /// <summary>Whether the dtype is an integer.</summary>
    public static bool is_integral(ScalarType type) => type.IsIntegral();

    /// <summary>Whether the object is a tensor.</summary>
    public static bool is_tensor(object obj) => obj is Tensor;
}
