using System.Runtime.CompilerServices;

namespace ManagedTorch.Kernels;

/// <summary>How a run of elements becomes one: a start, a step per 16 elements, and the last step over the
/// lanes.</summary>
internal interface IReducer
{
    /// <summary>What the unused lanes of the last, partial step hold, in both operands.</summary>
    static abstract double Filler { get; }
    static abstract V Start<V>() where V : struct, ISimdVector<V>;
    static abstract V Step<V>(V folded, V a, V b) where V : struct, ISimdVector<V>;
    static abstract T Finish<V, T>(V folded) where V : struct, ISimdVector<V, T> where T : unmanaged;
}

internal readonly struct SumReducer : IReducer
{
    public static double Filler => 0;
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Start<V>() where V : struct, ISimdVector<V> => V.Const(0);
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Step<V>(V folded, V a, V b) where V : struct, ISimdVector<V> => folded + a;
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Finish<V, T>(V folded) where V : struct, ISimdVector<V, T> where T : unmanaged => V.Sum(folded);
}

internal readonly struct DotReducer : IReducer
{
    public static double Filler => 0;
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Start<V>() where V : struct, ISimdVector<V> => V.Const(0);
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Step<V>(V folded, V a, V b) where V : struct, ISimdVector<V> => V.Fma(a, b, folded);
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Finish<V, T>(V folded) where V : struct, ISimdVector<V, T> where T : unmanaged => V.Sum(folded);
}

internal readonly struct MaxReducer : IReducer
{
    public static double Filler => double.NegativeInfinity;
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Start<V>() where V : struct, ISimdVector<V> => V.Const(double.NegativeInfinity);
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Step<V>(V folded, V a, V b) where V : struct, ISimdVector<V> => SimdMath.Max(folded, a);
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Finish<V, T>(V folded) where V : struct, ISimdVector<V, T> where T : unmanaged => V.Max(folded);
}

/// <summary>The minimum as the negated maximum of the negated elements.</summary>
internal readonly struct MinReducer : IReducer
{
    public static double Filler => double.PositiveInfinity;
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Start<V>() where V : struct, ISimdVector<V> => V.Const(double.NegativeInfinity);
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Step<V>(V folded, V a, V b) where V : struct, ISimdVector<V> =>
        SimdMath.Max(folded, SimdMath.Negate(a));
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Finish<V, T>(V folded) where V : struct, ISimdVector<V, T> where T : unmanaged =>
        V.Max(SimdMath.Negate(V.Broadcast(V.Max(folded))));
}
