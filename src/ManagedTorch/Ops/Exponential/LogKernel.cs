using System.Runtime.CompilerServices;

namespace ManagedTorch.Kernels;

/// <summary>
/// ln x. x = 2^e m with m in [sqrt(1/2), sqrt(2)), f = m - 1, and
/// ln(1 + f) = f - (f^2/2 - s (f^2/2 + R)), s = f / (2 + f), R = 2 s^2/3 + 2 s^4/5 + ... (the series of 2 artanh s).
/// </summary>
internal readonly struct Log : IUnary
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V>(V x) where V : struct, ISimdVector<V>
    {
        V e = LogReduction.Split(x, out V f);
        return LogReduction.Special(x, LogReduction.Combine(e, f, V.Const(0)));
    }
}

/// <summary>ln(1 + x): the rounding error c of u = 1 + x re-enters as c / u.</summary>
internal readonly struct Log1p : IUnary
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V>(V x) where V : struct, ISimdVector<V>
    {
        V one = V.Const(1), u = one + x;
        V c = V.SelectLess(x, one, x - (u - one), one - (u - x));
        c = V.SelectLess(u, V.Const(V.IsDouble ? 1e300 : 1e30), c / u, V.Const(0));
        V e = LogReduction.Split(u, out V f);
        V y = LogReduction.Special(u, LogReduction.Combine(e, f, c));
        V tiny = V.Const(V.IsDouble ? 1e-17 : 1e-9);
        return V.SelectLess(V.Abs(x), tiny, x, y);
    }
}

internal readonly struct Log2 : IUnary
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V>(V x) where V : struct, ISimdVector<V>
    {
        V e = LogReduction.Split(x, out V f);
        V y = LogReduction.Combine(V.Const(0), f, V.Const(0));
        // log2(e) in two parts, so that the product loses nothing.
        V high = V.Const(V.IsDouble ? 1.4426950408889634 : 1.44269502162933349609375);
        V low = V.Const(V.IsDouble ? 2.0355273740931033e-17 : 1.92596299112662e-8);
        V product = y * high;
        V error = V.Fma(y, high, SimdMath.Negate(product)) + (y * low);
        return LogReduction.Special(x, e + product + error);
    }
}

internal readonly struct Log10 : IUnary
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V>(V x) where V : struct, ISimdVector<V>
    {
        V y = Log.Invoke(x);
        V high = V.Const(V.IsDouble ? 0.4342944819032518 : 0.4342944920063018798828125);
        V low = V.Const(V.IsDouble ? 1.098319650216765e-17 : -1.01030500522317e-8);
        V product = y * high;
        V sum = product + (V.Fma(y, high, SimdMath.Negate(product)) + (y * low));
        // Infinities and NaN: the correction is NaN, the product is right.
        return V.Select(V.Equal(sum, sum), sum, product);
    }
}

/// <summary>The shared parts of the logarithms.</summary>
internal static class LogReduction
{
    /// <summary>x = 2^e (1 + f); subnormal x is scaled up first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Split<V>(V x, out V f) where V : struct, ISimdVector<V>
    {
        V smallest = V.Const(V.IsDouble ? 2.2250738585072014e-308 : 1.17549435e-38);
        V scaled = x * V.Const(V.IsDouble ? 18014398509481984.0 : 16777216.0);
        V e = V.SplitExponent(V.SelectLess(x, smallest, scaled, x), out V m);
        f = m - V.Const(1);
        return e - V.SelectLess(x, smallest, V.Const(V.IsDouble ? 54 : 24), V.Const(0));
    }

    /// <summary>e ln 2 + ln(1 + f) + c</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Combine<V>(V e, V f, V c) where V : struct, ISimdVector<V>
    {
        V s = f / (V.Const(2) + f), z = s * s, p;
        if (V.IsDouble)
        {
            p = V.Const(2.0 / 21);
            p = V.Fma(p, z, V.Const(2.0 / 19));
            p = V.Fma(p, z, V.Const(2.0 / 17));
            p = V.Fma(p, z, V.Const(2.0 / 15));
            p = V.Fma(p, z, V.Const(2.0 / 13));
            p = V.Fma(p, z, V.Const(2.0 / 11));
            p = V.Fma(p, z, V.Const(2.0 / 9));
        }
        else
        {
            p = V.Const(2.0 / 9);
        }
        p = V.Fma(p, z, V.Const(2.0 / 7));
        p = V.Fma(p, z, V.Const(2.0 / 5));
        p = V.Fma(p, z, V.Const(2.0 / 3));
        V r = z * p, half = V.Const(0.5) * f * f;
        // ln 2 in two parts: e times the first is exact.
        V high = V.Const(V.IsDouble ? 0.69314718036912382 : 0.693359375);
        V low = V.Const(V.IsDouble ? 1.9082149292705877e-10 : -2.12194440e-4);
        V rest = half - (V.Fma(s, half + r, V.Fma(e, low, c)));
        return V.Fma(e, high, SimdMath.Negate(rest - f));
    }

    /// <summary>ln 0 = -inf, ln(negative) = NaN, ln inf = inf, NaN stays.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Special<V>(V x, V y) where V : struct, ISimdVector<V>
    {
        V zero = V.Const(0), infinity = V.Const(double.PositiveInfinity);
        y = V.SelectLess(x, infinity, y, x);
        y = V.Select(V.Equal(x, zero), V.Const(double.NegativeInfinity), y);
        return V.SelectLess(x, zero, V.Const(double.NaN), y);
    }
}
