using System.Runtime.CompilerServices;

namespace ManagedTorch.Kernels;

/// <summary>x Phi(x) = x/2 (1 + erf(x / sqrt 2)) (Hendrycks and Gimpel, arXiv:1606.08415).</summary>
internal readonly struct GeluErf : IUnary
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V>(V x) where V : struct, ILanes<V> =>
        x * V.Const(0.5) * (V.Const(1) + ErfOfHalf(x));

    /// <summary>erf(x / sqrt 2)</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V ErfOfHalf<V>(V x) where V : struct, ILanes<V>
    {
        V z = x * V.Const(0.70710678118654752);
        return V.IsDouble ? Called<Erf>.Invoke(z) : Erf.Invoke(z);
    }
}

/// <summary>grad * (Phi(x) + x phi(x))</summary>
internal readonly struct GeluErfGrad : IBinary
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V>(V grad, V x) where V : struct, ILanes<V>
    {
        V cdf = V.Const(0.5) * (V.Const(1) + GeluErf.ErfOfHalf(x));
        V pdf = Called<Exp>.Invoke(x * x * V.Const(-0.5)) * V.Const(0.39894228040143268);
        return grad * V.Fma(x, pdf, cdf);
    }
}

/// <summary>x/2 (1 + tanh(sqrt(2/pi) (x + 0.044715 x^3)))</summary>
internal readonly struct GeluTanh : IUnary
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V>(V x) where V : struct, ILanes<V> =>
        V.Const(0.5) * x * (V.Const(1) + Inner(x));

    /// <summary>tanh(sqrt(2/pi) (x + 0.044715 x^3))</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Inner<V>(V x) where V : struct, ILanes<V> =>
        Tanh.Invoke(V.Const(0.79788456080286536) * V.Fma(V.Const(0.044715) * x * x, x, x));
}

/// <summary>grad times the derivative of <see cref="GeluTanh"/></summary>
internal readonly struct GeluTanhGrad : IBinary
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V>(V grad, V x) where V : struct, ILanes<V>
    {
        V one = V.Const(1), half = V.Const(0.5), t = GeluTanh.Inner(x);
        V slope = V.Const(0.79788456080286536) * V.Fma(V.Const(3 * 0.044715) * x, x, one);
        return grad * V.Fma(half * x * (one - (t * t)), slope, half * (one + t));
    }
}
