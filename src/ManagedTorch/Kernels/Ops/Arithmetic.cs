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

internal readonly struct Div : IBinary
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V>(V a, V b) where V : struct, ISimdVector<V> => a / b;
}

/// <summary>a * b + c, rounded once.</summary>
internal readonly struct MulAdd : ITernary
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V>(V a, V b, V c) where V : struct, ISimdVector<V> => V.Fma(a, b, c);
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

/// <summary>x between low and high; where low > high, high (as PyTorch).</summary>
internal readonly struct Clamp : ITernary
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V>(V x, V low, V high) where V : struct, ISimdVector<V> =>
        SimdMath.Min(SimdMath.Max(x, low), high);
}

internal readonly struct Neg : IUnary
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V>(V x) where V : struct, ISimdVector<V> => SimdMath.Negate(x);
}

internal readonly struct Abs : IUnary
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V>(V x) where V : struct, ISimdVector<V> => V.Abs(x);
}

/// <summary>-1, 0 or 1; 0 for NaN (as PyTorch).</summary>
internal readonly struct Sign : IUnary
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V>(V x) where V : struct, ISimdVector<V>
    {
        V zero = V.Const(0);
        return V.Select(V.Less(zero, x), V.Const(1), V.Select(V.Less(x, zero), V.Const(-1), zero));
    }
}

internal readonly struct Square : IUnary
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V>(V x) where V : struct, ISimdVector<V> => x * x;
}

internal readonly struct Sqrt : IUnary
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V>(V x) where V : struct, ISimdVector<V> => V.Sqrt(x);
}

internal readonly struct Rsqrt : IUnary
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V>(V x) where V : struct, ISimdVector<V> => V.Const(1) / V.Sqrt(x);
}

internal readonly struct Reciprocal : IUnary
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V>(V x) where V : struct, ISimdVector<V> => V.Const(1) / x;
}
