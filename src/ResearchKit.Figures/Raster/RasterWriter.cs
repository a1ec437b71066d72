using ResearchKit.Figures.Rendering;
using ResearchKit.Imaging.Png;

namespace ResearchKit.Figures.Raster;

/// <summary>Paints a figure's shapes into pixels, in the colors of light pages.</summary>
internal sealed class RasterWriter
{
    private readonly Bitmap _bitmap;
    private readonly double _scale;
    private (int Left, int Top, int Right, int Bottom) _clip;

    private RasterWriter(double width, double height, double scale)
    {
        _bitmap = new Bitmap((int)Math.Ceiling(width * scale), (int)Math.Ceiling(height * scale));
        _scale = scale;
        _clip = (0, 0, _bitmap.Width, _bitmap.Height);
        _bitmap.Pixels.AsSpan().Fill(255);
    }

    internal static byte[] Write(FigureLayout layout, double scale)
    {
        var writer = new RasterWriter(layout.Width, layout.Height, scale);
        writer.Paint(layout.Shapes);
        return PngFile.EncodeDrawing(writer._bitmap.Width, writer._bitmap.Height, writer._bitmap.Pixels);
    }

    private void Paint(IEnumerable<Shape> shapes, bool crisp = false)
    {
        foreach (var shape in shapes)
            switch (shape)
            {
                case RectShape s: Fill([Corners(s.Box)], Rgb(s.Fill.Light), s.Opacity); break;
                case CellsShape s: Fill(s.Boxes.Select(b => Corners(crisp ? Snapped(b) : b)), Rgb(s.Color), 1); break;
                case GradientShape s: Gradient(s); break;
                case OutlineShape s: Stroke([(Corners(s.Box), true)], s.Stroke, s.Width, Dash.Solid); break;
                case LineShape s: Stroke([([(s.X0, s.Y0), (s.X1, s.Y1)], false)], s.Stroke, s.Width, s.Dash); break;
                case StrokeShape s: Stroke(PathData.Read(s.Path), s.Stroke, s.Width, s.Dash); break;
                case FillShape s:
                    Fill(PathData.Read(s.Path).Select(r => r.Points), Rgb(s.Fill.Light), s.Opacity);
                    break;
                case ArrowShape s:
                    var (shaft, head) = ArrowPaths.Of(s);
                    Paint([shaft, head]);
                    break;
                case ImageShape s: Image(s); break;
                case TextShape s:
                    Fill(TextOutlines.Of(s), Rgb(s.Style.FixedColor ?? s.Style.Ink.Light), 1);
                    break;
                case GroupShape s: Group(s); break;
            }
    }

    private void Group(GroupShape group)
    {
        var outer = _clip;
        if (group.Clip is var (box, _))
            _clip = (Pixel(box.Left), Pixel(box.Top), Pixel(box.Right), Pixel(box.Bottom));
        Paint(group.Shapes, group.Crisp);
        _clip = outer;
    }

    private int Pixel(double v) => (int)Math.Round(v * _scale, MidpointRounding.AwayFromZero);

    private Box Snapped(Box box) => new(
        Pixel(box.Left) / _scale, Pixel(box.Top) / _scale, Pixel(box.Right) / _scale, Pixel(box.Bottom) / _scale);

    private void Fill(IEnumerable<IReadOnlyList<(double X, double Y)>> polygons, (byte, byte, byte) color,
        double opacity) =>
        _bitmap.Fill(
            [.. polygons.Select(p =>
                (IReadOnlyList<(double, double)>)[.. p.Select(q => (q.X * _scale, q.Y * _scale))])],
            color, opacity, _clip);

    private void Stroke(
        IReadOnlyList<(List<(double X, double Y)> Points, bool Closed)> runs, Ink ink, double width, Dash dash) =>
        Fill(StrokeOutlines.Of(runs, width, dash.Pattern(width)), Rgb(ink.Light), 1);

    private void Gradient(GradientShape gradient)
    {
        var (box, scale) = (gradient.Box, gradient.Scale);
        for (var y = Pixel(box.Top); y < Pixel(box.Bottom); y++)
        {
            var fraction = Math.Clamp((box.Bottom - (y + 0.5) / _scale) / box.Height, 0, 1);
            var color = scale.Rgb(scale.Min + (scale.Max - scale.Min) * fraction);
            for (var x = Pixel(box.Left); x < Pixel(box.Right); x++) _bitmap.Blend(x, y, color, 1);
        }
    }

    /// <summary>Pixels of small images stay sharp; larger ones are averaged over what a pixel of the page
    /// covers.</summary>
    private void Image(ImageShape image)
    {
        var box = image.Box;
        int left = Pixel(box.Left), top = Pixel(box.Top), right = Pixel(box.Right), bottom = Pixel(box.Bottom);
        double stepX = image.Width / (double)(right - left), stepY = image.Height / (double)(bottom - top);
        for (var y = Math.Max(top, _clip.Top); y < Math.Min(bottom, _clip.Bottom); y++)
            for (var x = Math.Max(left, _clip.Left); x < Math.Min(right, _clip.Right); x++)
            {
                int fromX = (int)((x - left) * stepX), fromY = (int)((y - top) * stepY);
                var toX = Math.Clamp((int)Math.Ceiling((x - left + 1) * stepX), fromX + 1, image.Width);
                var toY = Math.Clamp((int)Math.Ceiling((y - top + 1) * stepY), fromY + 1, image.Height);
                if (!image.Smooth) (toX, toY) = (fromX + 1, fromY + 1);
                _bitmap.Blend(x, y, Average(image, fromX, fromY, toX, toY), 1);
            }
    }

    private static (byte, byte, byte) Average(ImageShape image, int fromX, int fromY, int toX, int toY)
    {
        int r = 0, g = 0, b = 0, count = (toX - fromX) * (toY - fromY);
        for (var y = fromY; y < toY; y++)
            for (var x = fromX; x < toX; x++)
            {
                var at = 3 * (y * image.Width + x);
                (r, g, b) = (r + image.Pixels[at], g + image.Pixels[at + 1], b + image.Pixels[at + 2]);
            }
        return ((byte)((r + count / 2) / count), (byte)((g + count / 2) / count), (byte)((b + count / 2) / count));
    }

    private static List<(double X, double Y)> Corners(Box box) =>
        [(box.Left, box.Top), (box.Right, box.Top), (box.Right, box.Bottom), (box.Left, box.Bottom)];

    private static (byte, byte, byte) Rgb(string hex)
    {
        var bytes = Convert.FromHexString(hex.AsSpan(1));
        return (bytes[0], bytes[1], bytes[2]);
    }
}
