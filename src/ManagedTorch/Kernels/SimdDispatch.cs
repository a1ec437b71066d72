using System.Runtime.CompilerServices;

namespace ManagedTorch.Kernels;

/// <summary>Work that is written once for all vectors.</summary>
internal interface IForVector
{
    void Run<V, T>() where V : struct, ISimdVector<V, T> where T : unmanaged;
}

/// <summary>Calls such work with the vectors of an element type: the only place that knows them all.</summary>
internal static class SimdDispatch
{
    /// <summary>Vectors of a width; int64 has scalars only.</summary>
    /// <exception cref="NotSupportedException">T is not float, double or long.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run<T, TWork>(SimdLevel level, ref TWork work)
        where T : unmanaged where TWork : struct, IForVector, allows ref struct
    {
        if (typeof(T) == typeof(float))
        {
            switch (level)
            {
                case SimdLevel.Width512: work.Run<V512F, float>(); break;
                case SimdLevel.Width256: work.Run<V256F, float>(); break;
                case SimdLevel.Width128: work.Run<V128F, float>(); break;
                default: work.Run<Scalar32, float>(); break;
            }
        }
        else if (typeof(T) == typeof(double))
        {
            switch (level)
            {
                case SimdLevel.Width512: work.Run<V512D, double>(); break;
                case SimdLevel.Width256: work.Run<V256D, double>(); break;
                case SimdLevel.Width128: work.Run<V128D, double>(); break;
                default: work.Run<Scalar64, double>(); break;
            }
        }
        else if (typeof(T) == typeof(long))
        {
            work.Run<ScalarInt64, long>();
        }
        else
        {
            throw new NotSupportedException($"Kernels take float, double and long, not {typeof(T).Name}.");
        }
    }

    /// <summary>The widest level in use of which one vector fits into so many elements.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdLevel Fitting<T>(int count) where T : unmanaged
    {
        var level = Simd.Level;
        var bits = 8L * Unsafe.SizeOf<T>() * count;
        return bits >= (int)level ? level
            : bits >= (int)SimdLevel.Width256 ? SimdLevel.Width256
            : bits >= (int)SimdLevel.Width128 ? SimdLevel.Width128
            : SimdLevel.Scalar;
    }
}
