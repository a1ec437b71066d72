using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace ManagedTorch.Kernels;

/// <summary>Fused multiply-add on float32, correctly rounded with or without hardware for it.</summary>
internal static class SoftFma
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Single(float a, float b, float c) =>
        Fma.IsSupported || AdvSimd.IsSupported ? MathF.FusedMultiplyAdd(a, b, c) : Emulate(a, b, c);

    /// <summary>
    /// The product is exact in float64 and the sum has 53 bits, so rounding it to 24 is wrong only where the sum was
    /// inexact and landed on a tie (or is subnormal in float32). There the sum is rounded to odd first
    /// (Boldo and Melquiond, "Emulation of FMA and correctly rounded sums", 2008).
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    internal static float Emulate(float a, float b, float c)
    {
        double product = (double)a * b;
        double sum = product + c;
        long bits = BitConverter.DoubleToInt64Bits(sum);
        if ((bits & 0x1FFFFFFF) == 0x10000000 || (bits & long.MaxValue) < 0x3810000000000000)
            return ToOdd(product, c, sum);
        return (float)sum;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static float ToOdd(double product, double c, double sum)
    {
        double part = sum - product;
        double error = (product - (sum - part)) + (c - part);
        long bits = BitConverter.DoubleToInt64Bits(sum);
        if (error == 0 || !double.IsFinite(sum) || (bits & 1) != 0) return (float)sum;
        // The exact sum lies strictly between this even value and a neighbor: take the odd one of the two.
        bool away = error > 0 == sum > 0;
        return (float)BitConverter.Int64BitsToDouble(away ? bits + 1 : bits - 1);
    }
}
