using System.Runtime.CompilerServices;

namespace ManagedTorch.Kernels;

/// <summary>
/// x^y = exp(y ln |x|), with the logarithm and the product carried as unevaluated sums of two numbers, because y ln |x|
/// of size 700 leaves no bits for the result otherwise. Special cases follow IEEE 754.
/// </summary>
internal readonly struct Pow : IBinary
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V>(V x, V y) where V : struct, ISimdVector<V>
    {
        V zero = V.Const(0), one = V.Const(1), infinity = V.Const(double.PositiveInfinity), nan = V.Const(double.NaN);
        V size = V.Abs(x);
        V low = LogOfTwo(size, out V high);

        // (high + low) y, then exp of the sum.
        V product = y * high;
        V rest = V.Fma(y, high, SimdMath.Negate(product)) + (y * low);
        V magnitude = Called<Exp>.Invoke(product);
        // e^(a + b) = e^a (1 + b) for tiny b; keep overflow and underflow as they are.
        V finite = V.Less(magnitude, infinity) & V.Less(V.Abs(rest), one);
        magnitude = V.Select(finite, V.Fma(magnitude, rest, magnitude), magnitude);

        // Zero and infinite bases or exponents: the limit is 0, 1 or infinity.
        V grows = V.Equal(V.Less(one, size) & one, V.Less(zero, y) & one);
        V extreme = V.Equal(size, zero) | V.Equal(size, infinity) | V.Equal(V.Abs(y), infinity);
        magnitude = V.Select(extreme, V.Select(grows, infinity, zero), magnitude);

        V whole = V.Equal(V.Floor(y), y), half = y * V.Const(0.5);
        V odd = V.Select(V.Equal(V.Floor(half), half), zero, whole);
        V negative = (V.Less(x, zero) | V.Less(one / x, zero)) & odd;
        V result = V.Select(negative, SimdMath.Negate(magnitude), magnitude);
        V undefined = V.Select(whole | V.Equal(size, infinity), zero, V.Less(x, zero));
        result = V.Select(undefined, nan, result);
        result = V.Select(V.Equal(x, x) & V.Equal(y, y), result, nan);
        V unit = V.Equal(y, zero) | V.Equal(x, one) | (V.Equal(size, one) & V.Equal(V.Abs(y), infinity));
        return V.Select(unit, one, result);
    }

    /// <summary>ln x = high + low for finite x > 0, to about 10 bits beyond the element type.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static V LogOfTwo<V>(V x, out V high) where V : struct, ISimdVector<V>
    {
        V e = LogReduction.Split(x, out V f), two = V.Const(2);
        // s = f / (2 + f) in two parts.
        V t = two + f, tLow = f - (t - two);
        V s = f / t, sLow = (V.Fma(SimdMath.Negate(s), t, f) - (s * tLow)) / t;
        // s^2 in two parts.
        V z = s * s, zLow = V.Fma(s, s, SimdMath.Negate(z)) + (two * s * sLow), p;
        if (V.IsDouble)
        {
            p = V.Const(2.0 / 23);
            p = V.Fma(p, z, V.Const(2.0 / 21));
            p = V.Fma(p, z, V.Const(2.0 / 19));
            p = V.Fma(p, z, V.Const(2.0 / 17));
            p = V.Fma(p, z, V.Const(2.0 / 15));
            p = V.Fma(p, z, V.Const(2.0 / 13));
            p = V.Fma(p, z, V.Const(2.0 / 11));
        }
        else
        {
            p = V.Const(2.0 / 11);
        }
        p = V.Fma(p, z, V.Const(2.0 / 9));
        p = V.Fma(p, z, V.Const(2.0 / 7));
        p = V.Fma(p, z, V.Const(2.0 / 5));
        // 2/3 + z p in two parts, times z s.
        V third = V.Const(2.0 / 3);
        V thirdLow = V.Const(V.IsDouble ? 3.7007434154171886e-17 : -1.9868214925130208e-8);
        V c = V.Fma(z, p, third), cLow = V.Fma(z, p, third - c) + thirdLow;
        V zs = z * s, zsLow = V.Fma(z, s, SimdMath.Negate(zs)) + (zLow * s) + (z * sLow);
        V cube = zs * c, cubeLow = V.Fma(zs, c, SimdMath.Negate(cube)) + (zs * cLow) + (zsLow * c);

        // e ln 2 + 2 s + cube: largest first, each sum's error kept.
        V eHigh = e * V.Const(V.IsDouble ? 0.69314718036912382 : 0.693359375);
        V eLow = e * V.Const(V.IsDouble ? 1.9082149292705877e-10 : -2.12194440e-4);
        V head = two * s, sum = eHigh + head, error = Error(eHigh, head, sum);
        V next = sum + cube;
        error += Error(sum, cube, next);
        V last = next + eLow;
        error += Error(next, eLow, last);
        V low = error + (two * sLow) + cubeLow;
        if (!V.IsDouble) low = V.Fma(e, V.Const(1.6465949582897082e-12), low);
        high = last + low;
        return low - (high - last);
    }

    /// <summary>a + b - sum, exactly (Knuth's two-sum).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Error<V>(V a, V b, V sum) where V : struct, ISimdVector<V>
    {
        V part = sum - a;
        return (a - (sum - part)) + (b - part);
    }
}
