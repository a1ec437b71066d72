using System.Text;

namespace ResearchKit.Figures.Rendering;

/// <summary>
/// Writes SVG elements. Light colors are attributes, which every reader of SVG understands; dark ones come from a
/// style sheet by class, which browsers apply on dark pages.
/// </summary>
internal sealed class SvgWriter
{
    private readonly StringBuilder _text = new();

    public override string ToString() => _text.ToString();

    internal void Raw(string line) => _text.Append(line).Append('\n');

    internal void Rect(Box box, Ink fill, double opacity = 1, double radius = 0)
    {
        _text.Append("<rect").Append(Frame(box)).Append(Fill(fill));
        if (opacity < 1) Attribute("fill-opacity", opacity);
        if (radius > 0) Attribute("rx", radius);
        _text.Append("/>\n");
    }

    /// <summary>Rectangles of a color that does not change on dark pages, as one path: a heat map has many
    /// alike.</summary>
    internal void Cells(IEnumerable<Box> boxes, string color)
    {
        _text.Append("<path d=\"");
        foreach (var box in boxes)
            _text.Append('M').Append(NumberText.Pixels(box.Left)).Append(' ').Append(NumberText.Pixels(box.Top))
                .Append('H').Append(NumberText.Pixels(box.Right)).Append('V').Append(NumberText.Pixels(box.Bottom))
                .Append('H').Append(NumberText.Pixels(box.Left)).Append('Z');
        _text.Append("\" fill=\"").Append(color).Append("\"/>\n");
    }

    internal void Outline(Box box, Ink stroke, double width) =>
        _text.Append("<rect").Append(Frame(box)).Append(" fill=\"none\"").Append(Stroke(stroke, width)).Append("/>\n");

    internal void Line(double x0, double y0, double x1, double y1, Ink stroke, double width = 1, Dash dash = Dash.Solid)
    {
        _text.Append("<line");
        Attribute("x1", x0);
        Attribute("y1", y0);
        Attribute("x2", x1);
        Attribute("y2", y1);
        _text.Append(Stroke(stroke, width)).Append(Dashes(dash, width)).Append("/>\n");
    }

    /// <summary>Many short lines as one path.</summary>
    internal void Segments(IEnumerable<(double X0, double Y0, double X1, double Y1)> segments, Ink stroke, double width)
    {
        var path = string.Concat(segments.Select(s =>
            $"M{NumberText.Pixels(s.X0)} {NumberText.Pixels(s.Y0)}" +
            $"L{NumberText.Pixels(s.X1)} {NumberText.Pixels(s.Y1)}"));
        if (path.Length > 0) StrokePath(path, stroke, width);
    }

    internal void StrokePath(string path, Ink stroke, double width, Dash dash = Dash.Solid) =>
        _text.Append("<path d=\"").Append(path).Append("\" fill=\"none\"").Append(Stroke(stroke, width))
            .Append(Dashes(dash, width)).Append(" stroke-linejoin=\"round\"/>\n");

    internal void FillPath(string path, Ink fill, double opacity = 1)
    {
        _text.Append("<path d=\"").Append(path).Append('"').Append(Fill(fill));
        if (opacity < 1) Attribute("fill-opacity", opacity);
        _text.Append("/>\n");
    }

    internal void Image(Box box, string dataUri, string? title, bool smooth)
    {
        _text.Append("<image").Append(Frame(box)).Append(" preserveAspectRatio=\"none\"");
        if (!smooth) _text.Append(" image-rendering=\"pixelated\" style=\"image-rendering:pixelated\"");
        _text.Append(" href=\"").Append(dataUri).Append('"');
        if (title is null) _text.Append("/>\n");
        else _text.Append("><title>").Append(Escape(title)).Append("</title></image>\n");
    }

    /// <summary>A text whose baseline is at y.</summary>
    internal void Text(
        double x, double y, string text, TextStyle style, Anchor anchor = Anchor.Start, double rotate = 0,
        string? tooltip = null)
    {
        if (text.Length == 0) return;
        _text.Append("<text");
        Attribute("x", x);
        Attribute("y", y);
        Attribute("font-size", style.Size);
        if (style.Bold) _text.Append(" font-weight=\"bold\"");
        if (anchor != Anchor.Start)
            _text.Append(anchor == Anchor.Middle ? " text-anchor=\"middle\"" : " text-anchor=\"end\"");
        if (rotate != 0)
            _text.Append(" transform=\"rotate(").Append(NumberText.Pixels(rotate)).Append(' ')
                .Append(NumberText.Pixels(x)).Append(' ').Append(NumberText.Pixels(y)).Append(")\"");
        // Some readers of SVG drop the space with which a part begins.
        if (RichText.Parse(text).Runs.Count > 1) _text.Append(" xml:space=\"preserve\"");
        _text.Append(style.FixedColor is { } color ? $" fill=\"{color}\"" : Fill(style.Ink)).Append('>');
        if (tooltip is not null) _text.Append("<title>").Append(Escape(tooltip)).Append("</title>");
        _text.Append(RichText.Svg(text, style.Size)).Append("</text>\n");
    }

    internal static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            // XML has no way to write most control characters.
            var c = rune.Value;
            if (c < 0x20 && c is not ('\t' or '\n') || c is 0xFFFE or 0xFFFF) escaped.Append('\uFFFD');
            else escaped.Append(c switch
            {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                '"' => "&quot;",
                _ => rune.ToString(),
            });
        }
        return escaped.ToString();
    }

    private static string Frame(Box box) =>
        $" x=\"{NumberText.Pixels(box.Left)}\" y=\"{NumberText.Pixels(box.Top)}\"" +
        $" width=\"{NumberText.Pixels(Math.Max(0, box.Width))}\" " +
        $"height=\"{NumberText.Pixels(Math.Max(0, box.Height))}\"";

    private static string Fill(Ink ink) => $" class=\"{ink.Class}\" fill=\"{ink.Light}\"";

    private static string Stroke(Ink ink, double width) =>
        $" class=\"{ink.Class}-s\" stroke=\"{ink.Light}\" stroke-width=\"{NumberText.Pixels(width)}\"";

    private static string Dashes(Dash dash, double width)
    {
        double[] pattern = dash switch
        {
            Dash.Dashed => [4, 2],
            Dash.Dotted => [1.2, 1.6],
            Dash.DashDot => [5, 1.8, 1.2, 1.8],
            Dash.LongDash => [7, 2],
            _ => [],
        };
        return pattern.Length == 0
            ? ""
            : " stroke-dasharray=\"" +
            $"{string.Join(' ', pattern.Select(p => NumberText.Pixels(p * Math.Max(width, 1))))}\"";
    }

    private void Attribute(string name, double value) =>
        _text.Append(' ').Append(name).Append("=\"").Append(NumberText.Pixels(value)).Append('"');
}
