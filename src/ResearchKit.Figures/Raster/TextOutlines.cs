using ResearchKit.Figures.Fonts;
using ResearchKit.Figures.Rendering;

namespace ResearchKit.Figures.Raster;

/// <summary>A text as polygons, placed, turned and with its sub- and superscripts.</summary>
internal static class TextOutlines
{
    private const int CurveSteps = 4;

    internal static IEnumerable<IReadOnlyList<(double X, double Y)>> Of(TextShape text)
    {
        var font = text.Style.Bold ? TrueTypeFont.Bold : TrueTypeFont.Regular;
        var runs = RichText.Placed(text.Text, text.Style.Size).ToArray();
        var width = runs.Sum(r => font.Width(r.Text) * r.Size);
        var x = text.Anchor switch { Anchor.Start => 0, Anchor.Middle => -width / 2, _ => -width };
        var (cos, sin) = Turn(text.Rotate);
        foreach (var (part, size, rise) in runs)
            foreach (var rune in part.EnumerateRunes())
            {
                var glyph = font.Glyph(rune.Value);
                foreach (var contour in font.Outline(glyph))
                    yield return [.. Flattened(contour).Select(p =>
                    {
                        double dx = x + p.X * size, dy = -rise - p.Y * size;
                        return (text.X + dx * cos - dy * sin, text.Y + dx * sin + dy * cos);
                    })];
                x += font.Advance(glyph) * size;
            }
    }

    /// <summary>Drawings turn texts by 0, -40 and -90 degrees only; constants give the same bytes everywhere.</summary>
    private static (double Cos, double Sin) Turn(double degrees) => degrees switch
    {
        0 => (1, 0),
        -90 => (0, -1),
        -40 => (AxisLabels.Cos40, -AxisLabels.Sin40),
        _ => throw new ArgumentOutOfRangeException(nameof(degrees), degrees, "Texts stand at 0, -40 or -90 degrees."),
    };

    /// <summary>Quadratic curves as a few straight lines; between two control points lies a point half way.</summary>
    private static IEnumerable<(double X, double Y)> Flattened(GlyphPoint[] contour)
    {
        var start = Array.FindIndex(contour, p => p.OnCurve);
        if (start < 0) yield break;
        var at = contour[start];
        for (var i = 1; i <= contour.Length; i++)
        {
            var point = contour[(start + i) % contour.Length];
            if (point.OnCurve)
            {
                yield return (point.X, point.Y);
                at = point;
                continue;
            }
            var next = contour[(start + i + 1) % contour.Length];
            var end = next.OnCurve ? next : new GlyphPoint((point.X + next.X) / 2, (point.Y + next.Y) / 2, true);
            for (var step = 1; step <= CurveSteps; step++)
            {
                double t = step / (double)CurveSteps, u = 1 - t;
                yield return (u * u * at.X + 2 * u * t * point.X + t * t * end.X,
                    u * u * at.Y + 2 * u * t * point.Y + t * t * end.Y);
            }
            at = end;
            if (next.OnCurve) i++;
        }
    }
}
