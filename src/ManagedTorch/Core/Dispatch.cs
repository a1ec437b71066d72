using static TorchSharp.torch;

namespace ManagedTorch.Core;

/// <summary>Work that is the same for every element type.</summary>
internal interface IForAny
{
    void Run<T>() where T : unmanaged;
}

/// <summary>Work for the types that kernels compute in.</summary>
internal interface IForNumber
{
    void Run<T>() where T : unmanaged, System.Numerics.INumber<T>;
}

/// <summary>Work in fractions.</summary>
internal interface IForFloat
{
    void Run<T>() where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>;
}

/// <summary>Calls generic work with the element type of a tensor.</summary>
internal static class Dispatch
{
    internal static void Any<TWork>(ScalarType dtype, ref TWork work) where TWork : struct, IForAny, allows ref struct
    {
        switch (dtype)
        {
            case ScalarType.Float32: work.Run<float>(); break;
            case ScalarType.Float64: work.Run<double>(); break;
            case ScalarType.Int64: work.Run<long>(); break;
            case ScalarType.Bool: work.Run<bool>(); break;
            case ScalarType.Int32: work.Run<int>(); break;
            case ScalarType.Byte: work.Run<byte>(); break;
            case ScalarType.Int8: work.Run<sbyte>(); break;
            case ScalarType.Int16: work.Run<short>(); break;
            default:
                throw new NotSupportedException(
                $"dtype {dtype} is not computed by the managed engine; use float32, float64, int64 or bool.");
        }
    }

    /// <summary>float32, float64 and int64, in which elementwise kernels compute; other integers are converted
    /// before.</summary>
    internal static void Kernel<TWork>(ScalarType dtype, ref TWork work)
        where TWork : struct, IForAny, allows ref struct
    {
        switch (dtype)
        {
            case ScalarType.Float32: work.Run<float>(); break;
            case ScalarType.Float64: work.Run<double>(); break;
            default: work.Run<long>(); break;
        }
    }

    /// <summary>float32, or else float64.</summary>
    internal static void Float<TWork>(ScalarType dtype, TWork work) where TWork : struct, IForFloat, allows ref struct
    {
        if (dtype == ScalarType.Float32) work.Run<float>();
        else work.Run<double>();
    }

    internal static void Number<TWork>(string op, ScalarType dtype, ref TWork work)
        where TWork : struct, IForNumber, allows ref struct
    {
        switch (dtype)
        {
            case ScalarType.Float32: work.Run<float>(); break;
            case ScalarType.Float64: work.Run<double>(); break;
            case ScalarType.Int64: work.Run<long>(); break;
            default:
                throw new NotSupportedException(
                $"{op}: dtype {dtype} is not supported here; convert to float32, float64 or int64 first.");
        }
    }
}
