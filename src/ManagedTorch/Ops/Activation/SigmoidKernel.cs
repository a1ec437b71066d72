using System.Runtime.CompilerServices;

namespace ManagedTorch.Kernels;

/// <summary>1 / (1 + e^-x), through e^-|x|, so that neither side overflows.</summary>
internal readonly struct Sigmoid : IUnary
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V>(V x) where V : struct, ISimdVector<V>
    {
        V one = V.Const(1), z = Exp.Invoke(SimdMath.Negate(V.Abs(x)));
        return V.SelectLess(x, V.Const(0), z, one) / (one + z);
    }
}

/// <summary>grad * y (1 - y), y = sigmoid x</summary>
internal readonly struct SigmoidGrad : IBinary
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V>(V grad, V y) where V : struct, ISimdVector<V> => grad * (V.Const(1) - y) * y;
}

/// <summary>ln sigmoid(x) = min(x, 0) - ln(1 + e^-|x|)</summary>
internal readonly struct LogSigmoid : IUnary
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V>(V x) where V : struct, ISimdVector<V>
    {
        V tail = Log1p.Invoke(Exp.Invoke(SimdMath.Negate(V.Abs(x))));
        return V.SelectLess(V.Const(0), x, V.Const(0), x) - tail;
    }
}

/// <summary>grad * sigmoid(-x)</summary>
internal readonly struct LogSigmoidGrad : IBinary
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V>(V grad, V x) where V : struct, ISimdVector<V> =>
        grad * Sigmoid.Invoke(SimdMath.Negate(x));
}

/// <summary>ln(1 + e^x) = max(x, 0) + ln(1 + e^-|x|)</summary>
internal readonly struct Softplus : IUnary
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V>(V x) where V : struct, ISimdVector<V>
    {
        V tail = Log1p.Invoke(Exp.Invoke(SimdMath.Negate(V.Abs(x))));
        return V.SelectLess(x, V.Const(0), V.Const(0), x) + tail;
    }
}

/// <summary>grad * sigmoid(x)</summary>
internal readonly struct SoftplusGrad : IBinary
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V>(V grad, V x) where V : struct, ISimdVector<V> => grad * Sigmoid.Invoke(x);
}

/// <summary>x sigmoid(x)</summary>
internal readonly struct Silu : IUnary
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V>(V x) where V : struct, ISimdVector<V> => x * Sigmoid.Invoke(x);
}

/// <summary>grad * s (1 + x (1 - s)), s = sigmoid x</summary>
internal readonly struct SiluGrad : IBinary
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V>(V grad, V x) where V : struct, ISimdVector<V>
    {
        V one = V.Const(1), s = Sigmoid.Invoke(x);
        return grad * s * V.Fma(x, one - s, one);
    }
}
