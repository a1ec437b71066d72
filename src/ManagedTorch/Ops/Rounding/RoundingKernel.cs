using System.Runtime.CompilerServices;

namespace ManagedTorch.Kernels;

internal readonly struct Floor : IUnary
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V>(V x) where V : struct, ISimdVector<V> => V.Floor(x);
}

internal readonly struct Ceil : IUnary
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V>(V x) where V : struct, ISimdVector<V> => V.Ceiling(x);
}

internal readonly struct Trunc : IUnary
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V>(V x) where V : struct, ISimdVector<V> => V.Truncate(x);
}

/// <summary>To the nearest integer, ties to even.</summary>
internal readonly struct Round : IUnary
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V>(V x) where V : struct, ISimdVector<V>
    {
        // Adding and taking away 2^p rounds below 2^p; above it every number is an integer.
        V limit = V.Const(V.IsDouble ? 4503599627370496.0 : 8388608.0);
        V size = V.Abs(x);
        return V.SelectLess(size, limit, SimdMath.WithSign(size + limit - limit, x), x);
    }
}
