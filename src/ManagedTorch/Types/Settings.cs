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

    public static int get_num_threads() => ThreadPoolWork.Threads;

    public static ScalarType get_default_dtype() => Dtypes.DefaultFloat;

    public static void set_default_dtype(ScalarType dtype)
    {
        if (dtype is not (ScalarType.Float32 or ScalarType.Float64))
            throw new ArgumentException($"set_default_dtype: {dtype} cannot be the default; use float32 or float64.");
        Dtypes.DefaultFloat = dtype;
    }

    public static ScalarType promote_types(ScalarType type1, ScalarType type2) => Dtypes.Promote(type1, type2);

    public static ScalarType result_type(Tensor tensor1, Tensor tensor2) => Dtypes.Result(tensor1, tensor2);

    public static bool is_floating_point(ScalarType type) => type.IsFloatingPoint();

    public static bool is_floating_point(Tensor input) => input.is_floating_point();

    public static bool is_integral(ScalarType type) => type.IsIntegral();

    public static bool is_tensor(object obj) => obj is Tensor;
}
