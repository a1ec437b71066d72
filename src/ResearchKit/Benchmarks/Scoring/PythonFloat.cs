using System.Globalization;
using System.Numerics;

namespace ResearchKit.Benchmarks.Scoring;

/// <summary>
/// Numbers rounded and printed as Python does it, since that is what the official scripts are written in: the exact value
/// of the double decides, ties go to the even digit. .NET's Math.Round scales first and its formats round ties up.
/// </summary>
internal static class PythonFloat
{
    /// <summary><c>round(value, digits)</c>: the double nearest to the rounded decimal.</summary>
    public static double Round(double value, int digits) => double.IsFinite(value)
        ? double.Parse(Fixed(value, digits), CultureInfo.InvariantCulture)
        : value;

    /// <summary><c>f"{value:.{digits}f}"</c>; <c>n/a</c> for NaN.</summary>
    public static string Fixed(double value, int digits)
    {
        if (!double.IsFinite(value)) return "n/a";
        // |value| = mantissa * 2^exponent, exactly
        var bits = BitConverter.DoubleToInt64Bits(Math.Abs(value));
        var exponent = (int)(bits >> 52);
        BigInteger mantissa = bits & ((1L << 52) - 1);
        if (exponent == 0) exponent = 1;
        else mantissa += 1L << 52;
        exponent -= 1075;
        var scaled = mantissa * BigInteger.Pow(10, digits);
        if (exponent >= 0) scaled <<= exponent;
        else
        {
            var divisor = BigInteger.One << -exponent;
            scaled = BigInteger.DivRem(scaled, divisor, out var rest);
            var half = (rest << 1).CompareTo(divisor);
            if (half > 0 || half == 0 && !scaled.IsEven) scaled++;
        }
        var text = scaled.ToString(CultureInfo.InvariantCulture).PadLeft(digits + 1, '0');
        if (digits > 0) text = text.Insert(text.Length - digits, ".");
        return double.IsNegative(value) ? "-" + text : text;
    }

    /// <summary><c>repr(value)</c>: the shortest digits that give the same double, with a point; <c>n/a</c> for NaN.</summary>
    public static string Repr(double value)
    {
        if (!double.IsFinite(value)) return "n/a";
        var text = value.ToString("E16", CultureInfo.InvariantCulture);
        var power = int.Parse(text.AsSpan(text.IndexOf('E') + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        text = value.ToString("R", CultureInfo.InvariantCulture);
        if (value != 0 && power is < -4 or >= 16)
        {
            var at = text.IndexOf('E');
            if (at < 0) return text.ToLowerInvariant();
            var exponent = text[(at + 2)..].TrimStart('0').PadLeft(2, '0');
            return $"{text[..at]}e{text[at + 1]}{exponent}";
        }
        if (text.Contains('E')) text = value.ToString("0." + new string('#', 20), CultureInfo.InvariantCulture);
        return text.Contains('.') ? text : text + ".0";
    }
}
