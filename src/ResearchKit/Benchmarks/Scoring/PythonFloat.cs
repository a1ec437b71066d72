using System.Globalization;
using System.Numerics;

namespace ResearchKit.Benchmarks.Scoring;

/// <summary>
/// Numbers rounded and printed as Python does it, since that is what the official scripts are written in: the exact
/// value of the double decides, ties go to the even digit. .NET's Math.Round scales first and its formats round ties
/// up.
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

    /// <summary><c>repr(value)</c>: the shortest digits that give the same double, with a point; <c>n/a</c> for
    /// NaN.</summary>
    public static string Repr(double value)
    {
        if (!double.IsFinite(value)) return "n/a";
        var sign = double.IsNegative(value) ? "-" : "";
        // the shortest digits, whatever way .NET lays them out: value = 0.digits * 10^point
        var text = Math.Abs(value).ToString("R", CultureInfo.InvariantCulture);
        var at = text.IndexOf('E');
        var exponent = at < 0 ? 0
            : int.Parse(text.AsSpan(at + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var mantissa = at < 0 ? text : text[..at];
        var dot = mantissa.IndexOf('.') is var d and >= 0 ? d : mantissa.Length;
        var all = mantissa.Replace(".", "", StringComparison.Ordinal);
        var digits = all.TrimStart('0');
        var point = dot - (all.Length - digits.Length) + exponent;
        digits = digits.TrimEnd('0');
        if (digits.Length == 0) return sign + "0.0";
        if (point is <= -4 or > 16)
        {
            var fraction = digits.Length > 1 ? $".{digits[1..]}" : "";
            return string.Create(CultureInfo.InvariantCulture,
                $"{sign}{digits[0]}{fraction}e{(point > 0 ? '+' : '-')}{Math.Abs(point - 1):00}");
        }
        if (point <= 0) return $"{sign}0.{new string('0', -point)}{digits}";
        return point >= digits.Length
            ? $"{sign}{digits.PadRight(point, '0')}.0"
            : $"{sign}{digits[..point]}.{digits[point..]}";
    }
}
