using System.Runtime.CompilerServices;

namespace ManagedTorch.Kernels;

/// <summary>
/// The error function: x + x P(x^2) up to |x| = 1, and 1 - exp(Q(|x|)) with Q = ln erfc beyond it, where Q needs only
/// absolute accuracy. The polynomials are near-minimax fits (tests/ManagedTorch.Tests/Fixtures/elementary).
/// </summary>
internal readonly struct Erf : IUnary
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V>(V x) where V : struct, ISimdVector<V>
    {
        V size = V.Abs(x), one = V.Const(1);
        V outer = SimdMath.WithSign(one - Complement.Invoke(size), x);
        return V.SelectLess(one, size, outer, V.Fma(x, Excess(x * x), x));
    }

    /// <summary>erfc for x from 1 on.</summary>
    private readonly struct Complement : IUnary
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Invoke<V>(V x) where V : struct, ISimdVector<V>
        {
            // From the limit on, erf rounds to 1.
            V limit = V.Const(V.IsDouble ? 6 : 4);
            V bounded = V.AtMost(limit, x);
            V t = (bounded - V.Const(1)) * V.Const(V.IsDouble ? 1.0 / 5 : 1.0 / 3);
            return ExpReduction.Bounded(LogErfc(t));
        }
    }

    /// <summary>erf(x) / x - 1 as a polynomial in t = x^2, for |x| at most 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Excess<V>(V t) where V : struct, ISimdVector<V>
    {
        V p;
        if (V.IsDouble)
        {
            p = V.Const(-4.230945824295338e-12);
            p = V.Fma(p, t, V.Const(8.709045129053106e-11));
            p = V.Fma(p, t, V.Const(-1.216456005728345e-09));
            p = V.Fma(p, t, V.Const(1.4792401209404813e-08));
            p = V.Fma(p, t, V.Const(-1.6364642158167616e-07));
            p = V.Fma(p, t, V.Const(1.6462045441468418e-06));
            p = V.Fma(p, t, V.Const(-1.4925647567519332e-05));
            p = V.Fma(p, t, V.Const(0.00012055332902888736));
            p = V.Fma(p, t, V.Const(-0.000854832702193483));
            p = V.Fma(p, t, V.Const(0.0052239776254232985));
            p = V.Fma(p, t, V.Const(-0.02686617064512984));
            p = V.Fma(p, t, V.Const(0.1128379167095512));
            p = V.Fma(p, t, V.Const(-0.37612638903183754));
            p = V.Fma(p, t, V.Const(0.1283791670955126));
        }
        else
        {
            p = V.Const(-9.667044571e-6);
            p = V.Fma(p, t, V.Const(0.0001126595903));
            p = V.Fma(p, t, V.Const(-0.0008484080406));
            p = V.Fma(p, t, V.Const(0.005221031808));
            p = V.Fma(p, t, V.Const(-0.02686543073));
            p = V.Fma(p, t, V.Const(0.112837825));
            p = V.Fma(p, t, V.Const(-0.3761263847));
            p = V.Fma(p, t, V.Const(0.1283791671));
        }
        return p;
    }

    /// <summary>
    /// ln erfc(1 + 5 t) in float64, ln erfc(1 + 3 t) in float32, for t in [0, 1]: powers of the distance from 1, where
    /// erfc is largest and the result must be most accurate.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V LogErfc<V>(V t) where V : struct, ISimdVector<V>
    {
        V p;
        if (V.IsDouble)
        {
            p = V.Const(-0.010891439790511905);
            p = V.Fma(p, t, V.Const(0.1728881973391945));
            p = V.Fma(p, t, V.Const(-1.3013805507145202));
            p = V.Fma(p, t, V.Const(6.18826858399652));
            p = V.Fma(p, t, V.Const(-20.890328277879554));
            p = V.Fma(p, t, V.Const(53.32968595391811));
            p = V.Fma(p, t, V.Const(-107.04895846982483));
            p = V.Fma(p, t, V.Const(173.33941788048185));
            p = V.Fma(p, t, V.Const(-230.21188892374883));
            p = V.Fma(p, t, V.Const(253.032986531132));
            p = V.Fma(p, t, V.Const(-230.16813116348536));
            p = V.Fma(p, t, V.Const(170.6420229783697));
            p = V.Fma(p, t, V.Const(-97.79319503954144));
            p = V.Fma(p, t, V.Const(35.218460982044725));
            p = V.Fma(p, t, V.Const(4.043983806923692));
            p = V.Fma(p, t, V.Const(-19.53422963183285));
            p = V.Fma(p, t, V.Const(18.67943609031702));
            p = V.Fma(p, t, V.Const(-10.598958597222065));
            p = V.Fma(p, t, V.Const(2.0521018198363263));
            p = V.Fma(p, t, V.Const(3.708216737685638));
            p = V.Fma(p, t, V.Const(-6.18094782007144));
            p = V.Fma(p, t, V.Const(6.27114092531096));
            p = V.Fma(p, t, V.Const(-5.195137256404812));
            p = V.Fma(p, t, V.Const(-21.077681408955684));
            p = V.Fma(p, t, V.Const(-13.194837571173984));
            p = V.Fma(p, t, V.Const(-1.8496055099332482));
        }
        else
        {
            p = V.Const(-0.001492499292);
            p = V.Fma(p, t, V.Const(0.01731607472));
            p = V.Fma(p, t, V.Const(-0.08410030213));
            p = V.Fma(p, t, V.Const(0.24522534));
            p = V.Fma(p, t, V.Const(-0.5058608961));
            p = V.Fma(p, t, V.Const(0.8184936856));
            p = V.Fma(p, t, V.Const(-1.122942345));
            p = V.Fma(p, t, V.Const(-7.587907642));
            p = V.Fma(p, t, V.Const(-7.916904224));
            p = V.Fma(p, t, V.Const(-1.849605502));
        }
        return p;
    }
}
