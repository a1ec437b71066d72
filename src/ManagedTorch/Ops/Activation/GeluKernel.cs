using System.Runtime.CompilerServices;

namespace ManagedTorch.Kernels;

/// <summary>x Phi(x), Phi the normal distribution (Hendrycks and Gimpel, arXiv:1606.08415).</summary>
internal readonly struct GeluErf : IUnary
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V>(V x) where V : struct, ISimdVector<V>
    {
        if (V.IsDouble) return x * V.Const(0.5) * (V.Const(1) + ErfOfHalf(x));
        V tail = NormalTail.Density(x, out V u) * NormalTail.Ratio(u);
        return x * NormalTail.Below(x, tail);
    }

    /// <summary>erf(x / sqrt 2)</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V ErfOfHalf<V>(V x) where V : struct, ISimdVector<V> =>
    Called<Erf>.Invoke(x * V.Const(0.70710678118654752));
}

/// <summary>grad * (Phi(x) + x phi(x))</summary>
internal readonly struct GeluErfGrad : IBinary
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V>(V grad, V x) where V : struct, ISimdVector<V>
    {
        V root = V.Const(0.39894228040143268);
        if (V.IsDouble)
        {
            V cdf = V.Const(0.5) * (V.Const(1) + GeluErf.ErfOfHalf(x));
            V pdf = Called<Exp>.Invoke(x * x * V.Const(-0.5)) * root;
            return grad * V.Fma(x, pdf, cdf);
        }
        V density = NormalTail.Density(x, out V u);
        u = V.AtMost(V.Const(NormalTail.Limit), u); // 0 times infinity is no number
        return grad * NormalTail.Below(x, density * (NormalTail.Ratio(u) - (root * u)));
    }
}

/// <summary>
/// The normal distribution beyond u = |x| in float32, as exp(-u²/2) times a smooth ratio, so that density and tail
/// share one exponential and small tails keep all their digits. Beyond 12, where it is below 2e-33, it is 0.
/// </summary>
internal static class NormalTail
{
    public const double Limit = 12;

    /// <summary>exp(-x²/2), and u.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Density<V>(V x, out V u) where V : struct, ISimdVector<V>
    {
        u = V.Abs(x);
        V next = V.Const(12.000001); // the number after the limit
        return V.SelectLess(u, next, ExpReduction.Bounded(x * x * V.Const(-0.5)), V.Const(0));
    }

    /// <summary>A function of x from its tail, which is the function itself below 0 and 1 minus it above.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Below<V>(V x, V tail) where V : struct, ISimdVector<V> =>
        V.SelectLess(V.Const(0), x, V.Const(1) - tail, tail);

    /// <summary>exp(u²/2) Phi(-u): t P(t) with t = 1 / (1 + 0.35 u) (the form of Hastings, 1955).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Ratio<V>(V u) where V : struct, ISimdVector<V>
    {
        V one = V.Const(1), t = one / V.Fma(u, V.Const(0.35), one);
        V p = V.Const(-0.02952030812);
        p = V.Fma(p, t, V.Const(0.1458046663));
        p = V.Fma(p, t, V.Const(-0.2595086626));
        p = V.Fma(p, t, V.Const(0.1634932637));
        p = V.Fma(p, t, V.Const(-0.02605236568));
        p = V.Fma(p, t, V.Const(0.1067301772));
        p = V.Fma(p, t, V.Const(0.1195322885));
        p = V.Fma(p, t, V.Const(0.139901687));
        p = V.Fma(p, t, V.Const(0.1396192375));
        return p * t;
    }
}

/// <summary>x/2 (1 + tanh(sqrt(2/pi) (x + 0.044715 x^3)))</summary>
internal readonly struct GeluTanh : IUnary
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V>(V x) where V : struct, ISimdVector<V> =>
        V.Const(0.5) * x * (V.Const(1) + Inner(x));

    /// <summary>tanh(sqrt(2/pi) (x + 0.044715 x^3))</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Inner<V>(V x) where V : struct, ISimdVector<V> =>
        Tanh.Invoke(V.Const(0.79788456080286536) * V.Fma(V.Const(0.044715) * x * x, x, x));
}

/// <summary>grad times the derivative of <see cref="GeluTanh"/></summary>
internal readonly struct GeluTanhGrad : IBinary
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V>(V grad, V x) where V : struct, ISimdVector<V>
    {
        V one = V.Const(1), half = V.Const(0.5), t = GeluTanh.Inner(x);
        V slope = V.Const(0.79788456080286536) * V.Fma(V.Const(3 * 0.044715) * x, x, one);
        return grad * V.Fma(half * x * (one - (t * t)), slope, half * (one + t));
    }
}
