using System.Globalization;

namespace ResearchKit.Figures.Rendering;

/// <summary>Numbers as text: for coordinates, for readers, and for data files. No culture, no locale.</summary>
internal static class NumberText
{
    private const char Minus = '\u2212';

    /// <summary>A coordinate with at most two decimals. Rounding also absorbs differences in the last bit.</summary>
    internal static string Pixels(double v)
    {
        var rounded = Math.Round(v, 2, MidpointRounding.AwayFromZero);
        return rounded == 0 ? "0" : rounded.ToString("0.##", CultureInfo.InvariantCulture);
    }

    /// <summary>For readers: fixed decimals, groups of three from 10,000 on, a true minus sign.</summary>
    internal static string Fixed(double v, int decimals)
    {
        var text = Math.Abs(v).ToString((Math.Abs(v) >= 9999.5 ? "N" : "F") + decimals, CultureInfo.InvariantCulture);
        var zero = text.All(c => c is '0' or '.');
        return v < 0 && !zero ? Minus + text : text;
    }

    /// <summary>For readers, in the user's .NET format; a true minus sign.</summary>
    internal static string Formatted(double v, string format) =>
        double.IsNaN(v) ? "\u2013" : v.ToString(format, CultureInfo.InvariantCulture).Replace('-', Minus);

    /// <summary>For readers, with three significant digits.</summary>
    internal static string Short(double v)
    {
        if (v == 0) return "0";
        if (!double.IsFinite(v)) return double.IsNaN(v) ? "\u2013" : v > 0 ? "\u221E" : Minus + "\u221E";
        return v.ToString("G3", CultureInfo.InvariantCulture).Replace('-', Minus);
    }

    /// <summary>
    /// For files: whole numbers as they are, others with 10 significant digits, more than any figure shows; a last
    /// bit in which two machines' C runtimes differ does not reach the file.
    /// </summary>
    internal static string Data(double v)
    {
        if (v == 0) return "0";
        if (v == Math.Floor(v) && Math.Abs(v) < 9e15) return v.ToString("F0", CultureInfo.InvariantCulture);
        return v.ToString("G10", CultureInfo.InvariantCulture);
    }
}
