using System.Runtime.CompilerServices;

namespace ManagedTorch.Kernels;

/// <summary>
/// The error function: x P(x^2) up to |x| = 1, and 1 - exp(Q(|x|)) with Q = ln erfc beyond it, where Q needs only
/// absolute accuracy. The polynomials are near-minimax fits (tests/ManagedTorch.Tests/Fixtures/elementary).
/// </summary>
internal readonly struct Erf : IUnary
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V>(V x) where V : struct, ILanes<V>
    {
        V size = V.Abs(x), one = V.Const(1);
        V outer = LaneMath.WithSign(one - Complement.Invoke(size), x);
        return V.Select(V.Less(one, size), outer, x * Ratio(x * x));
    }

    /// <summary>erfc for x from 1 on.</summary>
    private readonly struct Complement : IUnary
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Invoke<V>(V x) where V : struct, ILanes<V>
        {
            // From the limit on, erf rounds to 1.
            V limit = V.Const(V.IsDouble ? 6 : 4);
            V bounded = V.Select(V.Less(limit, x), limit, x);
            V t = V.IsDouble
                ? (bounded - V.Const(3.5)) * V.Const(0.4) : (bounded - V.Const(2.5)) * V.Const(1 / 1.5);
            return Exp.Invoke(LogErfc(t));
        }
    }

    /// <summary>erf(x) / x as a polynomial in t = x^2, for |x| at most 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Ratio<V>(V t) where V : struct, ILanes<V>
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
            p = V.Fma(p, t, V.Const(1.1283791670955126));
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
            p = V.Fma(p, t, V.Const(1.128379167));
        }
        return p;
    }

    /// <summary>ln erfc(3.5 + 2.5 t) in float64, ln erfc(2.5 + 1.5 t) in float32, for |t| at most 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V LogErfc<V>(V t) where V : struct, ILanes<V>
    {
        V p;
        if (V.IsDouble)
        {
            p = V.Const(-3.245901999030085e-10);
            p = V.Fma(p, t, V.Const(2.19018459068511e-09));
            p = V.Fma(p, t, V.Const(-5.195160738537221e-09));
            p = V.Fma(p, t, V.Const(4.861099102922557e-09));
            p = V.Fma(p, t, V.Const(-9.652825205360373e-10));
            p = V.Fma(p, t, V.Const(-3.0414788597569983e-09));
            p = V.Fma(p, t, V.Const(2.7966374245484618e-08));
            p = V.Fma(p, t, V.Const(-1.286781347382139e-07));
            p = V.Fma(p, t, V.Const(3.825150644927939e-07));
            p = V.Fma(p, t, V.Const(-9.177975332669318e-07));
            p = V.Fma(p, t, V.Const(1.919146618676658e-06));
            p = V.Fma(p, t, V.Const(-3.4196471333147524e-06));
            p = V.Fma(p, t, V.Const(4.5653913877192366e-06));
            p = V.Fma(p, t, V.Const(-1.4783966569639068e-06));
            p = V.Fma(p, t, V.Const(-1.8474346905170144e-05));
            p = V.Fma(p, t, V.Const(9.090110364175726e-05));
            p = V.Fma(p, t, V.Const(-0.0003078195950532894));
            p = V.Fma(p, t, V.Const(0.0008935765564792124));
            p = V.Fma(p, t, V.Const(-0.0023739972761078476));
            p = V.Fma(p, t, V.Const(0.005953704478685765));
            p = V.Fma(p, t, V.Const(-0.014384548330638939));
            p = V.Fma(p, t, V.Const(0.034128411079638966));
            p = V.Fma(p, t, V.Const(-0.08165090971779924));
            p = V.Fma(p, t, V.Const(-6.042206592138937));
            p = V.Fma(p, t, V.Const(-18.165248970912977));
            p = V.Fma(p, t, V.Const(-14.112437402148174));
        }
        else
        {
            p = V.Const(-2.91503768e-6);
            p = V.Fma(p, t, V.Const(4.140557777e-5));
            p = V.Fma(p, t, V.Const(-0.0002208476318));
            p = V.Fma(p, t, V.Const(0.0008814931726));
            p = V.Fma(p, t, V.Const(-0.003195386597));
            p = V.Fma(p, t, V.Const(0.01096117247));
            p = V.Fma(p, t, V.Const(-0.03664613116));
            p = V.Fma(p, t, V.Const(-2.1237607));
            p = V.Fma(p, t, V.Const(-8.029021124));
            p = V.Fma(p, t, V.Const(-7.806815277));
        }
        return p;
    }
}
