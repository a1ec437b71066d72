using System.Globalization;

namespace ResearchKit.Figures.Rendering;

/// <summary>
/// Powers and logarithms of ten that have the same bits on every machine. Math.Log10 and Math.Pow come from the C
/// runtime and may differ in the last bit between platforms; IEEE + - * / and rounding may not, and the JIT never
/// contracts them. Whatever reaches the bytes of a figure uses only these.
/// </summary>
internal static class PortableMath
{
    private const double Ln2 = 0.693147180559945309417;
    private const double Ln10 = 2.302585092994045684018;

    private static readonly double[] Powers =
        [.. Enumerable.Range(-323, 323 + 309).Select(e => double.Parse($"1e{e}", CultureInfo.InvariantCulture))];

    /// <summary>10^exponent, correctly rounded; the exponent is -323 to 308.</summary>
    internal static double PowerOfTen(int exponent) => Powers[exponent + 323];

    /// <summary>m * 10^exponent for a whole m, as near as the decimal notation of it.</summary>
    internal static double Scaled(double m, int exponent) =>
        exponent >= 0 ? m * PowerOfTen(exponent) : m / PowerOfTen(-exponent);

    /// <summary>The natural logarithm of a positive finite number, within two units in the last place.</summary>
    internal static double Log(double v)
    {
        if (!(v > 0) || !double.IsFinite(v)) throw new ArgumentOutOfRangeException(nameof(v), v, "Not positive.");
        var exponent = 0;
        if (v < 2.2250738585072014E-308) (v, exponent) = (v * 18014398509481984.0, -54);
        var bits = BitConverter.DoubleToInt64Bits(v);
        exponent += (int)(bits >> 52) - 1023;
        var m = BitConverter.Int64BitsToDouble((bits & 0x000FFFFFFFFFFFFF) | 0x3FF0000000000000);
        if (m > 1.4142135623730951) (m, exponent) = (m / 2, exponent + 1);
        // ln m = 2 artanh((m-1)/(m+1)); |s| < 0.1716, so the term s^23 is below 1e-18.
        var s = (m - 1) / (m + 1);
        var q = s * s;
        var sum = 0.0;
        for (var k = 21; k >= 1; k -= 2) sum = sum * q + 1.0 / k;
        return exponent * Ln2 + 2 * s * sum;
    }

    /// <summary>The logarithm to base 10; exact for powers of ten.</summary>
    internal static double Log10(double v)
    {
        var log = Log(v) / Ln10;
        var whole = Math.Round(log);
        return Math.Abs(log - whole) < 1e-12 ? whole : log;
    }

    /// <summary>The largest k with 10^k at most v.</summary>
    internal static int FloorLog10(double v)
    {
        var k = (int)Math.Floor(Log10(v));
        if (k > -323 && PowerOfTen(k) > v) k--;
        else if (k < 308 && PowerOfTen(k + 1) <= v) k++;
        return k;
    }
}
