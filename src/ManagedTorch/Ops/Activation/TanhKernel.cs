using System.Runtime.CompilerServices;

namespace ManagedTorch.Kernels;

/// <summary>
/// tanh x: x + x^3 P(x^2) up to |x| = 0.55, and 1 - 2 / (e^2|x| + 1) beyond it. The polynomial is a near-minimax fit
/// (tests/ManagedTorch.Tests/Fixtures/elementary).
/// </summary>
internal readonly struct Tanh : IUnary
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V>(V x) where V : struct, ISimdVector<V>
    {
        V size = V.Abs(x), one = V.Const(1), square = x * x;
        V outer = one - (V.Const(2) / (Exp.Invoke(size + size) + one));
        V inner = V.Fma(x * square, Cubic(square), x);
        return V.SelectLess(V.Const(0.55), size, SimdMath.WithSign(outer, x), inner);
    }

    /// <summary>(tanh(x) / x - 1) / x^2 as a polynomial in t = x^2, for |x| at most 0.55.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Cubic<V>(V t) where V : struct, ISimdVector<V>
    {
        V p;
        if (V.IsDouble)
        {
            p = V.Const(-3.0095084486657237e-06);
            p = V.Fma(p, t, V.Const(1.3343110444710785e-05));
            p = V.Fma(p, t, V.Const(-3.806913419944137e-05));
            p = V.Fma(p, t, V.Const(9.653771195496335e-05));
            p = V.Fma(p, t, V.Const(-0.000239048242168132));
            p = V.Fma(p, t, V.Const(0.0005900154482039874));
            p = V.Fma(p, t, V.Const(-0.001455833163252327));
            p = V.Fma(p, t, V.Const(0.003592127952591601));
            p = V.Fma(p, t, V.Const(-0.008863235526193567));
            p = V.Fma(p, t, V.Const(0.021869488536057545));
            p = V.Fma(p, t, V.Const(-0.05396825396825263));
            p = V.Fma(p, t, V.Const(0.13333333333333333));
            p = V.Fma(p, t, V.Const(-0.3333333333333333));
        }
        else
        {
            p = V.Const(0.002526390711);
            p = V.Fma(p, t, V.Const(-0.008526333058));
            p = V.Fma(p, t, V.Const(0.02181844913));
            p = V.Fma(p, t, V.Const(-0.05396470045));
            p = V.Fma(p, t, V.Const(0.133333242));
            p = V.Fma(p, t, V.Const(-0.333333333));
        }
        return p;
    }
}

/// <summary>grad * (1 - y^2), y = tanh x</summary>
internal readonly struct TanhGrad : IBinary
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V>(V grad, V y) where V : struct, ISimdVector<V> => grad * (V.Const(1) - (y * y));
}
