using System.Runtime.CompilerServices;

namespace ManagedTorch.Kernels;

/// <summary>atan x: that of 1 / x beyond 1.</summary>
internal readonly struct Atan : IUnary
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V>(V x) where V : struct, ISimdVector<V>
    {
        V size = V.Abs(x), one = V.Const(1), large = V.Less(one, size);
        V angle = ArcTangent.OfRatio(V.Select(large, one / size, size));
        return SimdMath.WithSign(V.Select(large, ArcTangent.RightAngleLess(angle), angle), x);
    }
}

/// <summary>The angle of the point (x, y), from -pi to pi; the signs of zeros count.</summary>
internal readonly struct Atan2 : IBinary
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V>(V y, V x) where V : struct, ISimdVector<V>
    {
        V wide = V.Abs(x), tall = V.Abs(y), zero = V.Const(0), steep = V.Less(wide, tall);
        V shorter = V.Select(steep, wide, tall), longer = V.Select(steep, tall, wide);
        // Equal sides make 45 degrees, infinite ones too; without any length there is no slope.
        V ratio =
            V.Select(V.Equal(longer, zero), zero, V.Select(V.Equal(shorter, longer), V.Const(1), shorter / longer));
        V angle = ArcTangent.OfRatio(ratio);
        angle = V.Select(steep, ArcTangent.RightAngleLess(angle), angle);
        V left = V.Less(SimdMath.WithSign(V.Const(1), x), zero);
        angle = SimdMath.WithSign(
            V.Select(left,
                V.Const(V.IsDouble ? 3.1415926535897931 : 3.14159274101257324219) +
                (V.Const(V.IsDouble ? 1.2246467991473532e-16 : -8.7422776573475858e-8) - angle), angle), y);
        return V.Select(V.Equal(x, x), V.Select(V.Equal(y, y), angle, y), x);
    }
}

/// <summary>
/// The arc tangent of a ratio from 0 to 1: t + t^3 P(t^2) up to tan(pi/8), and pi/4 + atan((t - 1) / (t + 1)) beyond
/// it. The polynomial is a near-minimax fit (tests/ManagedTorch.Tests/Fixtures/elementary).
/// </summary>
internal static class ArcTangent
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static V OfRatio<V>(V ratio) where V : struct, ISimdVector<V>
    {
        V one = V.Const(1), far = V.Less(V.Const(0.41421356237309503), ratio);
        V t = V.Select(far, (ratio - one) / (ratio + one), ratio), square = t * t;
        V angle = V.Fma(t * square, Cubic(square), t);
        return V.Select(far,
            V.Const(V.IsDouble ? 0.78539816339744828 : 0.785398185253143310547) +
            (V.Const(V.IsDouble ? 3.061616997868383e-17 : -2.1855694143368964e-8) + angle), angle);
    }

    /// <summary>pi/2 - angle, pi/2 in two parts.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static V RightAngleLess<V>(V angle) where V : struct, ISimdVector<V> =>
        V.Const(V.IsDouble ? 1.5707963267948966 : 1.57079637050628662109375) +
        (V.Const(V.IsDouble ? 6.123233995736766e-17 : -4.3711388286737928865e-8) - angle);

    /// <summary>(atan(x) / x - 1) / x^2 as a polynomial in t = x^2, for |x| at most tan(pi/8).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Cubic<V>(V t) where V : struct, ISimdVector<V>
    {
        V p;
        if (V.IsDouble)
        {
            p = V.Const(0.01628357235648259);
            p = V.Fma(p, t, V.Const(-0.0345685906686069));
            p = V.Fma(p, t, V.Const(0.045515165635903104));
            p = V.Fma(p, t, V.Const(-0.052304374642516874));
            p = V.Fma(p, t, V.Const(0.05878926715756726));
            p = V.Fma(p, t, V.Const(-0.066664246872465));
            p = V.Fma(p, t, V.Const(0.07692296363979952));
            p = V.Fma(p, t, V.Const(-0.09090908753118594));
            p = V.Fma(p, t, V.Const(0.11111111105147764));
            p = V.Fma(p, t, V.Const(-0.14285714285659748));
            p = V.Fma(p, t, V.Const(0.19999999999999804));
            p = V.Fma(p, t, V.Const(-0.3333333333333333));
        }
        else
        {
            p = V.Const(0.0504782062);
            p = V.Fma(p, t, V.Const(-0.0862455294));
            p = V.Fma(p, t, V.Const(0.110713485));
            p = V.Fma(p, t, V.Const(-0.142841503));
            p = V.Fma(p, t, V.Const(0.1999997724));
            p = V.Fma(p, t, V.Const(-0.3333333328));
        }
        return p;
    }
}
