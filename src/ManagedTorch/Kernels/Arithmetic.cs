using System.Runtime.CompilerServices;

namespace ManagedTorch.Kernels;

internal readonly struct Add : IBinary
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V>(V a, V b) where V : struct, ISimdVector<V> => a + b;
}

internal readonly struct Sub : IBinary
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V>(V a, V b) where V : struct, ISimdVector<V> => a - b;
}

internal readonly struct Mul : IBinary
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V>(V a, V b) where V : struct, ISimdVector<V> => a * b;
}

/// <summary>a * b + c, rounded once.</summary>
internal readonly struct MulAdd : ITernary
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V>(V a, V b, V c) where V : struct, ISimdVector<V> => V.Fma(a, b, c);
}

internal readonly struct Neg : IUnary
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V>(V x) where V : struct, ISimdVector<V> => SimdMath.Negate(x);
}

internal readonly struct Div : IBinary
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V>(V a, V b) where V : struct, ISimdVector<V> => a / b;
}

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
