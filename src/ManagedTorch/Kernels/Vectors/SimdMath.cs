using System.Runtime.CompilerServices;

namespace ManagedTorch.Kernels;

/// <summary>Small formulas over lanes that several operations share.</summary>
internal static class SimdMath
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    /// <summary>The larger of two; NaN if either is NaN; the first if equal.</summary>
    [MethodImpl(Inline)]
    public static V Max<V>(V a, V b) where V : struct, ISimdVector<V> => V.KeepNaN(b, V.AtLeast(b, a));

    /// <summary>The smaller of two; NaN if either is NaN; the first if equal.</summary>
    [MethodImpl(Inline)]
    public static V Min<V>(V a, V b) where V : struct, ISimdVector<V> => V.KeepNaN(b, V.AtMost(b, a));

    /// <summary>-x, also for zeros.</summary>
    [MethodImpl(Inline)]
    public static V Negate<V>(V x) where V : struct, ISimdVector<V> => V.Const(-0.0) - x;

    /// <summary>|magnitude| with the sign bit of <paramref name="sign"/>.</summary>
    [MethodImpl(Inline)]
    public static V WithSign<V>(V magnitude, V sign) where V : struct, ISimdVector<V> =>
        V.Abs(magnitude) | (sign & V.Const(-0.0));
}
