using System.Text;

using ResearchKit.Figures.Rendering;

namespace ResearchKit.Figures.Svg;

/// <summary>
/// Writes SVG elements. Light colors are attributes, which every reader of SVG understands; dark ones come from a
/// style sheet by class, which browsers apply on dark pages.
/// </summary>
internal sealed class SvgWriter
{
    private readonly StringBuilder _text = new();

    public override string ToString() => _text.ToString();

    internal void Raw(string line) => _text.Append(line).Append('\n');

    internal void Write(IEnumerable<Shape> shapes)
    {
        foreach (var shape in shapes)
            switch (shape)
            {
                case RectShape s: Rect(s); break;
                case CellsShape s: Cells(s); break;
                case GradientShape s: Raw($"<rect{Frame(s.Box)} fill=\"url(#{s.Id})\"/>"); break;
                case OutlineShape s:
                    _text.Append($"<rect{Frame(s.Box)} fill=\"none\"{Stroke(s.Stroke, s.Width)}/>\n");
                    break;
                case LineShape s: Line(s); break;
                case StrokeShape s:
                    _text.Append("<path d=\"").Append(s.Path).Append("\" fill=\"none\"")
                        .Append(Stroke(s.Stroke, s.Width))
                        .Append(Dashes(s.Dash, s.Width)).Append(" stroke-linejoin=\"round\"/>\n");
                    break;
                case FillShape s: FillPath(s); break;
                case ArrowShape s:
                    var (shaft, head) = ArrowPaths.Of(s);
                    Write([shaft, head]);
                    break;
                case ImageShape s: Image(s); break;
                case TextShape s: Text(s); break;
                case GroupShape s: Group(s); break;
            }
    }

    private void Group(GroupShape group)
    {
        _text.Append("<g");
        if (group.Clip is { } clip) _text.Append($" clip-path=\"url(#{clip.Id})\"");
        if (group.Role.Length > 0) _text.Append($" data-role=\"{group.Role}\"");
        if (group.Crisp) _text.Append(" shape-rendering=\"crispEdges\"");
        _text.Append(">\n");
        Write(group.Shapes);
        _text.Append("</g>\n");
    }

    internal void Rect(RectShape rect)
    {
        _text.Append("<rect").Append(Frame(rect.Box)).Append(Fill(rect.Fill));
        if (rect.Opacity < 1) Attribute("fill-opacity", rect.Opacity);
        if (rect.Radius > 0) Attribute("rx", rect.Radius);
        _text.Append("/>\n");
    }

    private void Cells(CellsShape cells)
    {
        _text.Append("<path d=\"");
        foreach (var box in cells.Boxes)
            _text.Append('M').Append(NumberText.Pixels(box.Left)).Append(' ').Append(NumberText.Pixels(box.Top))
                .Append('H').Append(NumberText.Pixels(box.Right)).Append('V').Append(NumberText.Pixels(box.Bottom))
                .Append('H').Append(NumberText.Pixels(box.Left)).Append('Z');
        _text.Append("\" fill=\"").Append(cells.Color).Append("\"/>\n");
    }

    private void Line(LineShape line)
    {
        _text.Append("<line");
        Attribute("x1", line.X0);
        Attribute("y1", line.Y0);
        Attribute("x2", line.X1);
        Attribute("y2", line.Y1);
        _text.Append(Stroke(line.Stroke, line.Width)).Append(Dashes(line.Dash, line.Width)).Append("/>\n");
    }

    private void FillPath(FillShape fill)
    {
        _text.Append("<path d=\"").Append(fill.Path).Append('"').Append(Fill(fill.Fill));
        if (fill.Opacity < 1) Attribute("fill-opacity", fill.Opacity);
        _text.Append("/>\n");
    }

    private void Image(ImageShape image)
    {
        _text.Append("<image").Append(Frame(image.Box)).Append(" preserveAspectRatio=\"none\"");
        if (!image.Smooth) _text.Append(" image-rendering=\"pixelated\" style=\"image-rendering:pixelated\"");
        _text.Append(" href=\"").Append(ImageRenderer.DataUri(image.Width, image.Height, image.Pixels)).Append('"');
        if (image.Title is null) _text.Append("/>\n");
        else _text.Append("><title>").Append(Escape(image.Title)).Append("</title></image>\n");
    }

    private void Text(TextShape text)
    {
        _text.Append("<text");
        Attribute("x", text.X);
        Attribute("y", text.Y);
        Attribute("font-size", text.Style.Size);
        if (text.Style.Bold) _text.Append(" font-weight=\"bold\"");
        if (text.Anchor != Anchor.Start)
            _text.Append(text.Anchor == Anchor.Middle ? " text-anchor=\"middle\"" : " text-anchor=\"end\"");
        if (text.Rotate != 0)
            _text.Append(" transform=\"rotate(").Append(NumberText.Pixels(text.Rotate)).Append(' ')
                .Append(NumberText.Pixels(text.X)).Append(' ').Append(NumberText.Pixels(text.Y)).Append(")\"");
        // A reader without a font of these widths draws the letters narrower or wider, and nothing collides.
        Attribute("textLength", RichText.Advances(text.Text, text.Style.Size, text.Style.Bold));
        _text.Append(" lengthAdjust=\"spacingAndGlyphs\"");
        // Some readers of SVG drop the space with which a part begins.
        if (RichText.Parse(text.Text).Runs.Count > 1) _text.Append(" xml:space=\"preserve\"");
        _text.Append(text.Style.FixedColor is { } color ? $" fill=\"{color}\"" : Fill(text.Style.Ink)).Append('>');
        if (text.Tooltip is not null) _text.Append("<title>").Append(Escape(text.Tooltip)).Append("</title>");
        _text.Append(RichText.Svg(text.Text, text.Style.Size)).Append("</text>\n");
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
        var pattern = dash.Pattern(width);
        return pattern.Length == 0
            ? ""
            : $" stroke-dasharray=\"{string.Join(' ', pattern.Select(NumberText.Pixels))}\"";
    }

    private void Attribute(string name, double value) =>
        _text.Append(' ').Append(name).Append("=\"").Append(NumberText.Pixels(value)).Append('"');
}
