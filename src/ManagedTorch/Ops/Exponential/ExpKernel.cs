using System.Runtime.CompilerServices;

namespace ManagedTorch.Kernels;

/// <summary>
/// e^x. x = n ln 2 + r with |r| at most ln(2)/2; e^r is the Taylor polynomial, whose remainder there is below half a
/// unit in the last place; 2^n is applied with one rounding, into the subnormal range, too.
/// </summary>
internal readonly struct Exp : IUnary
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V>(V x) where V : struct, ISimdVector<V>
    {
        V r = ExpReduction.Reduce(x, out V n);
        return V.TimesAnyPow2(V.Fma(r * r, ExpReduction.Tail(r), r) + V.Const(1), n);
    }
}

/// <summary>
/// e^x for x at most 0, the bits of <see cref="Exp"/>; below the smallest normal number it is 0. Differences from a
/// maximum need no more, and no time is lost to numbers that add nothing.
/// </summary>
internal readonly struct ExpOfNegative : IUnary
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V>(V x) where V : struct, ISimdVector<V>
    {
        return V.SelectLess(x, V.Const(V.IsDouble ? -708 : -87), V.Const(0), ExpReduction.Bounded(x));
    }
}

/// <summary>
/// e^x - 1 without cancellation at small x: 2^n (e^r - 1) + (2^n - 1), computed at half its size so that the largest
/// results do not overflow early.
/// </summary>
internal readonly struct Expm1 : IUnary
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V>(V x) where V : struct, ISimdVector<V>
    {
        // Below this e^x - 1 rounds to -1; a larger n would leave the exponent range of Pow2.
        V low = V.Const(V.IsDouble ? -60 : -40);
        V r = ExpReduction.Reduce(V.AtLeast(low, x), out V n);
        V p = V.Fma(r * r, ExpReduction.Tail(r), r);
        V s = V.Pow2(n - V.Const(1));
        V y = V.Fma(s, p, s - V.Const(0.5));
        V tiny = V.Const(V.IsDouble ? 1e-18 : 1e-9);
        return V.SelectLess(V.Abs(x), tiny, x, y + y);
    }
}

/// <summary>The shared first half of the exponential functions.</summary>
internal static class ExpReduction
{
    /// <summary>x = n ln 2 + r, after limiting x to where results leave the number range on either side.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Reduce<V>(V x, out V n) where V : struct, ISimdVector<V>
    {
        V low = V.Const(V.IsDouble ? -746 : -104), high = V.Const(V.IsDouble ? 710 : 89);
        return Split(V.AtMost(high, V.AtLeast(low, x)), out n);
    }

    /// <summary>e^x where it is a normal number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Bounded<V>(V x) where V : struct, ISimdVector<V>
    {
        V r = Split(x, out V n);
        return V.TimesPow2(V.Fma(r * r, Tail(r), r) + V.Const(1), n);
    }

    /// <summary>x = n ln 2 + r</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Split<V>(V x, out V n) where V : struct, ISimdVector<V>
    {
        n = V.RoundSmall(x * V.Const(1.4426950408889634));
        // ln 2 in two parts; the first has trailing zeros, so its product with n is exact.
        V r = V.Fma(n, V.Const(V.IsDouble ? -0.69314718036912382 : -0.693359375), x);
        return V.Fma(n, V.Const(V.IsDouble ? -1.9082149292705877e-10 : 2.12194440e-4), r);
    }

    /// <summary>(e^r - 1 - r) / r^2 = 1/2! + r/3! + r^2/4! + ...</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Tail<V>(V r) where V : struct, ISimdVector<V>
    {
        V p;
        if (V.IsDouble)
        {
            p = V.Const(1.0 / 6227020800);
            p = V.Fma(p, r, V.Const(1.0 / 479001600));
            p = V.Fma(p, r, V.Const(1.0 / 39916800));
            p = V.Fma(p, r, V.Const(1.0 / 3628800));
            p = V.Fma(p, r, V.Const(1.0 / 362880));
            p = V.Fma(p, r, V.Const(1.0 / 40320));
            p = V.Fma(p, r, V.Const(1.0 / 5040));
        }
        else
        {
            p = V.Const(1.0 / 5040);
        }
        p = V.Fma(p, r, V.Const(1.0 / 720));
        p = V.Fma(p, r, V.Const(1.0 / 120));
        p = V.Fma(p, r, V.Const(1.0 / 24));
        p = V.Fma(p, r, V.Const(1.0 / 6));
        return V.Fma(p, r, V.Const(0.5));
    }
}
