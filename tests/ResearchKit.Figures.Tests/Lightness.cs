namespace ResearchKit.Figures.Tests;

/// <summary>What a photocopy leaves of a color.</summary>
internal static class Lightness
{
    /// <summary>CIE L* of a color such as <c>#0072b2</c>: 0 for black to 100 for white.</summary>
    internal static double Of(string hex)
    {
        var rgb = Convert.FromHexString(hex.AsSpan(1)).Select(b => b / 255.0)
            .Select(c => c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4)).ToArray();
        return 116 * Math.Cbrt(0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2]) - 16;
    }
}
