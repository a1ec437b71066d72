using System.Globalization;
using PdfSharp.Drawing;
using ResearchKit.Figures;
using ResearchKit.Figures.Fonts;
using ResearchKit.Figures.Rendering;
using ResearchKit.Imaging.Png;

namespace ResearchKit.Interop.PdfSharp;

/// <summary>Paints a figure's shapes on a page, in the colors of light pages.</summary>
internal sealed class PdfPainter(XGraphics graphics)
{
    private const int GradientSteps = 128;

    public void Paint(IEnumerable<Shape> shapes)
    {
        foreach (var shape in shapes)
            switch (shape)
            {
                case RectShape s: Rect(s); break;
                case CellsShape s: Cells(s); break;
                case GradientShape s: Gradient(s); break;
                case OutlineShape s: graphics.DrawRectangle(Pen(s.Stroke, s.Width, Dash.Solid), Frame(s.Box)); break;
                case LineShape s: graphics.DrawLine(Pen(s.Stroke, s.Width, s.Dash), s.X0, s.Y0, s.X1, s.Y1); break;
                case StrokeShape s: Stroke(s); break;
                case FillShape s: Fill(s); break;
                case ArrowShape s:
                    var (shaft, head) = ArrowPaths.Of(s);
                    Paint([shaft, head]);
                    break;
                case ImageShape s: Image(s); break;
                case TextShape s: Text(s); break;
                case GroupShape s: Group(s); break;
            }
    }

    private void Group(GroupShape group)
    {
        var state = graphics.Save();
        if (group.Clip is var (box, _)) graphics.IntersectClip(Frame(box));
        Paint(group.Shapes);
        graphics.Restore(state);
    }

    private void Rect(RectShape rect)
    {
        if (rect.Radius > 0)
            graphics.DrawRoundedRectangle(
                Brush(rect.Fill.Light, rect.Opacity), Frame(rect.Box), new XSize(2 * rect.Radius, 2 * rect.Radius));
        else graphics.DrawRectangle(Brush(rect.Fill.Light, rect.Opacity), Frame(rect.Box));
    }

    /// <summary>Cells of a heat map touch; a little overlap hides the seams that viewers draw between them.</summary>
    private void Cells(CellsShape cells)
    {
        const double overlap = 0.15;
        var brush = Brush(cells.Color, 1);
        foreach (var box in cells.Boxes)
            graphics.DrawRectangle(brush, box.Left, box.Top, Math.Max(0, box.Width) + overlap,
                Math.Max(0, box.Height) + overlap);
    }

    private void Gradient(GradientShape gradient)
    {
        var (box, scale) = (gradient.Box, gradient.Scale);
        for (var i = 0; i < GradientSteps; i++)
        {
            // Each step reaches down to the lower end, under those that follow: no seams.
            var top = box.Top + box.Height * i / GradientSteps;
            var value = scale.Max - (scale.Max - scale.Min) * (i + 0.5) / GradientSteps;
            graphics.DrawRectangle(Brush(scale.Color(value), 1), box.Left, top, box.Width, box.Bottom - top);
        }
    }

    private void Image(ImageShape image)
    {
        using var stream = new MemoryStream(PngFile.Encode(image.Width, image.Height, image.Pixels));
        using var pixels = XImage.FromStream(stream);
        pixels.Interpolate = image.Smooth;
        graphics.DrawImage(pixels, Frame(image.Box));
    }

    private void Text(TextShape text)
    {
        var face = text.Style.Bold ? TrueTypeFont.Bold : TrueTypeFont.Regular;
        var runs = RichText.Placed(text.Text, text.Style.Size).ToArray();
        var width = runs.Sum(r => face.Width(r.Text) * r.Size);
        var x = text.X - text.Anchor switch { Anchor.Start => 0, Anchor.Middle => width / 2, _ => width };
        var brush = Brush(text.Style.FixedColor ?? text.Style.Ink.Light, 1);
        var state = graphics.Save();
        if (text.Rotate != 0) graphics.RotateAtTransform(text.Rotate, new XPoint(text.X, text.Y));
        foreach (var (part, size, rise) in runs)
        {
            graphics.DrawString(part, EmbeddedFonts.Font(size, text.Style.Bold), brush, x, text.Y - rise);
            x += face.Width(part) * size;
        }
        graphics.Restore(state);
    }

    /// <summary>Each run of a path on its own: within one path the library joins the end of a run with the start of
    /// the next.</summary>
    private void Stroke(StrokeShape stroke)
    {
        var pen = Pen(stroke.Stroke, stroke.Width, stroke.Dash);
        foreach (var (points, closed) in PathData.Read(stroke.Path))
            if (closed) graphics.DrawPolygon(pen, Corners(points));
            else if (points.Count > 1) graphics.DrawLines(pen, Corners(points));
    }

    private void Fill(FillShape fill)
    {
        foreach (var (points, _) in PathData.Read(fill.Path))
            graphics.DrawPolygon(Brush(fill.Fill.Light, fill.Opacity), Corners(points), XFillMode.Winding);
    }

    private static XPoint[] Corners(List<(double X, double Y)> points) => [.. points.Select(p => new XPoint(p.X, p.Y))];

    private static XPen Pen(Ink ink, double width, Dash dash)
    {
        var pen = new XPen(Color(ink.Light, 1), width) { LineJoin = XLineJoin.Round, LineCap = XLineCap.Flat };
        // The library counts dashes in widths of the line.
        if (dash.Pattern(width) is { Length: > 0 } pattern) pen.DashPattern = [.. pattern.Select(p => p / width)];
        return pen;
    }

    private static XSolidBrush Brush(string hex, double opacity) => new(Color(hex, opacity));

    private static XColor Color(string hex, double opacity)
    {
        var color = XColor.FromArgb(int.Parse(hex.AsSpan(1), NumberStyles.HexNumber, CultureInfo.InvariantCulture)
            | unchecked((int)0xFF000000));
        color.A = opacity;
        return color;
    }

    private static XRect Frame(Box box) => new(box.Left, box.Top, Math.Max(0, box.Width), Math.Max(0, box.Height));
}
