using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace ManagedTorch.Kernels;

/// <summary>
/// Sine and cosine of large arguments, where x 2/pi needs more bits of 2/pi than a number has: the product is formed
/// exactly with 1216 of them (Payne and Hanek, "Radian reduction for trigonometric functions", 1983). Slow and rare.
/// </summary>
internal static unsafe class LargeAngle
{
    /// <summary>Above this size the fast reduction loses accuracy.</summary>
    public const double Limit = 1e4;

    private const int Bits = 1216;

    /// <summary>2/pi * 2^1216</summary>
    private static readonly BigInteger twoOverPi = BigInteger.Parse(
        "0a2f9836e4e441529fc2757d1f534ddc0db6295993c439041fe5163abdebbc561b7246e3a424d"
        + "d2e006492eea09d1921cfe1deb1cb129a73ee88235f52ebb4484e99c7026b45f7e413991d639"
        + "835339f49c845f8bbdf9283b1ff897ffde05980fef2f118b5a0a6d1f6d367ecf27cb09b74f46"
        + "3f669e5fea2d7527bac7ebe5f17b3d0739f78a5292ea6bfb5fb11f8d5d0856033046fc7b6bab",
        NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    /// <summary>y with the lanes of large x replaced by sin(x + shift pi/2).</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static V Replace<V>(V x, V y, int shift) where V : struct, ISimdVector<V>
    {
        double* roomX = stackalloc double[FixedLaneReduction.Count],
            roomY = stackalloc double[FixedLaneReduction.Count];
        V.Store(roomX, 0, x);
        V.Store(roomY, 0, y);
        for (int i = 0; i < V.Count; i++)
        {
            if (V.IsDouble)
            {
                if (Math.Abs(roomX[i]) > Limit) roomY[i] = Sine(roomX[i], shift);
            }
            else
            {
                float value = ((float*)roomX)[i];
                if (Math.Abs(value) > Limit) ((float*)roomY)[i] = (float)Sine(value, shift);
            }
        }
        return V.Load(roomY, 0);
    }

    private static double Sine(double x, int shift)
    {
        if (!double.IsFinite(x)) return double.NaN;
        long bits = BitConverter.DoubleToInt64Bits(x);
        // |x| = mantissa 2^exponent exactly; large x is never subnormal.
        long mantissa = (bits & ExponentBits.Mantissa64) | (1L << 52);
        int exponent = (int)((bits >> 52) & 0x7FF) - 1075, scale = Bits - exponent;
        BigInteger turns = mantissa * twoOverPi, one = BigInteger.One << scale;
        BigInteger quadrant = (turns + (one >> 1)) >> scale, rest = turns - (quadrant << scale);
        // The 80 leading bits of the remainder are enough for a float64.
        int drop = Math.Max(0, (int)rest.GetBitLength() - 80);
        double r = Math.ScaleB((double)(rest >> drop), drop - scale) * (Math.PI / 2);
        int n = (int)(quadrant & 3);
        if (x < 0) (r, n) = (-r, -n);
        return Scalar64.Sum(Quadrants.OfReduced(new Scalar64(r), new Scalar64(n + shift)));
    }
}
