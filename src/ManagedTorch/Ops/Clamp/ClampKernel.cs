using System.Runtime.CompilerServices;

namespace ManagedTorch.Kernels;

/// <summary>The larger; NaN if either is.</summary>
internal readonly struct Maximum : IBinary
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V>(V a, V b) where V : struct, ISimdVector<V> => SimdMath.Max(a, b);
}

/// <summary>The smaller; NaN if either is.</summary>
internal readonly struct Minimum : IBinary
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V>(V a, V b) where V : struct, ISimdVector<V> => SimdMath.Min(a, b);
}

/// <summary>x between low and high; where low > high, high (as PyTorch).</summary>
internal readonly struct Clamp : ITernary
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V>(V x, V low, V high) where V : struct, ISimdVector<V> =>
        SimdMath.Min(SimdMath.Max(x, low), high);
}
