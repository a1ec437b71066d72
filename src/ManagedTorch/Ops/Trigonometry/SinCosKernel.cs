using System.Runtime.CompilerServices;

namespace ManagedTorch.Kernels;

internal readonly struct Sin : IUnary
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V>(V x) where V : struct, ISimdVector<V> => Quadrants.Evaluate(x, 0);
}

internal readonly struct Cos : IUnary
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V>(V x) where V : struct, ISimdVector<V> => Quadrants.Evaluate(x, 1);
}

/// <summary>
/// sin(x + shift pi/2): x = n pi/2 + r with |r| at most pi/4, then the Taylor polynomial of sine or cosine at r, as
/// quadrant n + shift says. pi/2 is taken away in three parts with fused multiply-add; large x goes another way
/// (<see cref="LargeAngle"/>).
/// </summary>
internal static class Quadrants
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Evaluate<V>(V x, int shift) where V : struct, ISimdVector<V>
    {
        V r = Reduce(x, out V n);
        V y = OfReduced(r, n + V.Const(shift));
        V large = V.Less(V.Const(LargeAngle.Limit), V.Abs(x));
        if (V.Any(large)) y = LargeAngle.Replace(x, y, shift);
        return shift == 0 ? V.Select(V.Equal(x, V.Const(0)), x, y) : y;
    }

    /// <summary>The bits of <see cref="Cos"/> and <see cref="Sin"/> of an angle in [0, 2 pi], which share all but the
    /// last choice.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static V TurnFraction<V>(V x, out V sin) where V : struct, ISimdVector<V>
    {
        V r = Reduce(x, out V n), s = Sine(r), c = Cosine(r);
        sin = Choose(n, s, c);
        return Choose(n + V.Const(1), s, c);
    }

    /// <summary>x = n pi/2 + r</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Reduce<V>(V x, out V n) where V : struct, ISimdVector<V>
    {
        n = V.RoundSmall(x * V.Const(0.63661977236758134));
        V minus = SimdMath.Negate(n);
        V r = V.Fma(minus, V.Const(V.IsDouble ? 1.5707963267948966 : 1.57079637050628662109375), x);
        r = V.Fma(minus, V.Const(V.IsDouble ? 6.123233995736766e-17 : -4.3711388286737928865e-8), r);
        return V.Fma(minus, V.Const(V.IsDouble ? -1.4973849048591833e-33 : -1.71512449944288e-15), r);
    }

    /// <summary>sin(r + quadrant pi/2)</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V OfReduced<V>(V r, V quadrant) where V : struct, ISimdVector<V> =>
        Choose(quadrant, Sine(r), Cosine(r));

    /// <summary>sin(r + quadrant pi/2) from sin r and cos r</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Choose<V>(V quadrant, V sine, V cosine) where V : struct, ISimdVector<V>
    {
        quadrant -= V.Const(4) * V.Floor(quadrant * V.Const(0.25));
        V odd = V.Equal(quadrant, V.Const(1)) | V.Equal(quadrant, V.Const(3));
        V negative = V.LessOrEqual(V.Const(2), quadrant);
        V y = V.Select(odd, cosine, sine);
        return y ^ (negative & V.Const(-0.0));
    }

    /// <summary>r - r^3/3! + r^5/5! - ...</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Sine<V>(V r) where V : struct, ISimdVector<V>
    {
        V t = r * r, p;
        if (V.IsDouble)
        {
            p = V.Const(1.0 / 355687428096000);
            p = V.Fma(p, t, V.Const(-1.0 / 1307674368000));
            p = V.Fma(p, t, V.Const(1.0 / 6227020800));
            p = V.Fma(p, t, V.Const(-1.0 / 39916800));
            p = V.Fma(p, t, V.Const(1.0 / 362880));
        }
        else
        {
            p = V.Const(1.0 / 362880);
        }
        p = V.Fma(p, t, V.Const(-1.0 / 5040));
        p = V.Fma(p, t, V.Const(1.0 / 120));
        p = V.Fma(p, t, V.Const(-1.0 / 6));
        return V.Fma(t * r, p, r);
    }

    /// <summary>1 - r^2/2! + r^4/4! - ...</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Cosine<V>(V r) where V : struct, ISimdVector<V>
    {
        V t = r * r, p;
        if (V.IsDouble)
        {
            p = V.Const(1.0 / 20922789888000);
            p = V.Fma(p, t, V.Const(-1.0 / 87178291200));
            p = V.Fma(p, t, V.Const(1.0 / 479001600));
            p = V.Fma(p, t, V.Const(-1.0 / 3628800));
            p = V.Fma(p, t, V.Const(1.0 / 40320));
        }
        else
        {
            p = V.Const(1.0 / 40320);
        }
        p = V.Fma(p, t, V.Const(-1.0 / 720));
        p = V.Fma(p, t, V.Const(1.0 / 24));
        // 1 - t/2 rounds; what it lost is added back with the rest.
        V half = V.Const(0.5) * t, one = V.Const(1), head = one - half;
        return head + V.Fma(t * t, p, one - head - half);
    }
}
