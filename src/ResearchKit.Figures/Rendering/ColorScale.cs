namespace ResearchKit.Figures.Rendering;

/// <summary>From values to colors; the colors are the same on light and dark pages.</summary>
internal sealed record ColorScale(ColorMap Map, double Min, double Max, double Center)
{
    // Control points at equal distances, designed in OKLCh: lightness L* rises evenly from 16 to 91 while the color
    // turns from violet to yellow; the diverging arms fall evenly from L* 97 to 51 at seriesColors 248 and 52 degrees.
    private static readonly string[] Sequential =
    [
        "3b115c", "3f206c", "402f7a", "3e3f86", "384e91", "2c5e99", "166f9d", "047f9b", "018e97",
        "009d96", "1aab92", "3fb88a", "62c57f", "87d070", "afd95e", "d7e14a", "ffe64d",
    ];

    private static readonly string[] Diverging =
    [
        "1a7dca", "3d8dd2", "599cda", "72abe2", "8bbbe9", "a4caef", "bdd9f4", "d8e8f8", "f6f6f6",
        "f8e2d5", "f4ceb8", "efbb9c", "e8a881", "e09567", "d8824b", "ce6f2a", "c15d00",
    ];

    private static readonly (byte R, byte G, byte B)[] SequentialPoints = [.. Sequential.Select(Read)];
    private static readonly (byte R, byte G, byte B)[] DivergingPoints = [.. Diverging.Select(Read)];

    private (byte R, byte G, byte B)[] Points => Map == ColorMap.Sequential ? SequentialPoints : DivergingPoints;

    /// <summary>Where a value is in the map, 0 to 1; both arms of a diverging map have the longer one's
    /// length.</summary>
    internal double Fraction(double value)
    {
        var (low, high) = Ends;
        return high > low ? Math.Clamp((value - low) / (high - low), 0, 1) : 0.5;
    }

    /// <summary>Values of the first and the last color of the map.</summary>
    internal (double Low, double High) Ends
    {
        get
        {
            if (Map == ColorMap.Sequential) return (Min, Max);
            var arm = Math.Max(Math.Abs(Max - Center), Math.Abs(Min - Center));
            return (Center - arm, Center + arm);
        }
    }

    internal (byte R, byte G, byte B) Rgb(double value)
    {
        var points = Points;
        var at = Fraction(value) * (points.Length - 1);
        var i = Math.Min((int)at, points.Length - 2);
        var f = at - i;
        return (Mix(points[i].R, points[i + 1].R, f), Mix(points[i].G, points[i + 1].G, f),
            Mix(points[i].B, points[i + 1].B, f));
    }

    internal string Color(double value) => Hex(Rgb(value));

    /// <summary>Black or white, whichever has the higher contrast on the color of a value.</summary>
    internal string TextOn(double value)
    {
        var (r, g, b) = Rgb(value);
        // Relative luminance with gamma 2 in place of sRGB's 2.2 to 2.4: near enough to choose between two.
        var luminance = (0.2126 * r * r + 0.7152 * g * g + 0.0722 * b * b) / (255.0 * 255.0);
        return luminance > 0.22 ? "#111418" : "#ffffff";
    }

    /// <summary>The control points between the scale's own ends, for a gradient.</summary>
    internal IEnumerable<(double Offset, string Color)> Stops()
    {
        const int steps = 16;
        for (var i = 0; i <= steps; i++)
            yield return (i / (double)steps, Color(Min + (Max - Min) * i / steps));
    }

    /// <summary>The color at both ends and at each control point between: colors run straight from one to the
    /// next.</summary>
    internal IEnumerable<(double Offset, string Color)> Corners()
    {
        var (low, high) = Ends;
        yield return (0, Color(Min));
        for (var i = 0; i < Points.Length; i++)
        {
            var offset = (low + (high - low) * i / (Points.Length - 1) - Min) / (Max - Min);
            if (offset is > 1e-9 and < 1 - 1e-9) yield return (offset, Hex(Points[i]));
        }
        yield return (1, Color(Max));
    }

    private static byte Mix(byte a, byte b, double f) =>
        (byte)Math.Round(a + (b - a) * f, MidpointRounding.AwayFromZero);

    private static string Hex((byte R, byte G, byte B) c) => $"#{c.R:x2}{c.G:x2}{c.B:x2}";

    private static (byte R, byte G, byte B) Read(string hex)
    {
        var bytes = Convert.FromHexString(hex);
        return (bytes[0], bytes[1], bytes[2]);
    }
}
