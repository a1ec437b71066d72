namespace ResearchKit.Figures.Rendering;

/// <summary>Collects what is painted, in order.</summary>
internal sealed class Canvas
{
    private readonly Stack<List<Shape>> _open = new([[]]);

    internal IReadOnlyList<Shape> Shapes => _open.Peek();

    internal void Rect(Box box, Ink fill, double opacity = 1, double radius = 0) =>
        Add(new RectShape(box, fill, opacity, radius));

    internal void Cells(IEnumerable<Box> boxes, string color) => Add(new CellsShape([.. boxes], color));

    internal void Gradient(Box box, ColorScale scale, string id) => Add(new GradientShape(box, scale, id));

    internal void Outline(Box box, Ink stroke, double width) => Add(new OutlineShape(box, stroke, width));

    internal void Line(
        double x0, double y0, double x1, double y1, Ink stroke, double width = 1, Dash dash = Dash.Solid) =>
        Add(new LineShape(x0, y0, x1, y1, stroke, width, dash));

    /// <summary>Many short lines as one path.</summary>
    internal void Segments(IEnumerable<(double X0, double Y0, double X1, double Y1)> segments, Ink stroke, double width)
    {
        var path = string.Concat(segments.Select(s =>
            $"M{NumberText.Pixels(s.X0)} {NumberText.Pixels(s.Y0)}" +
            $"L{NumberText.Pixels(s.X1)} {NumberText.Pixels(s.Y1)}"));
        if (path.Length > 0) StrokePath(path, stroke, width);
    }

    internal void StrokePath(string path, Ink stroke, double width, Dash dash = Dash.Solid) =>
        Add(new StrokeShape(path, stroke, width, dash));

    internal void FillPath(string path, Ink fill, double opacity = 1) => Add(new FillShape(path, fill, opacity));

    internal void Arrow(double fromX, double fromY, double tipX, double tipY) =>
        Add(new ArrowShape(fromX, fromY, tipX, tipY));

    internal void Image(Box box, int width, int height, byte[] pixels, string? title, bool smooth) =>
        Add(new ImageShape(box, width, height, pixels, title, smooth));

    internal void Text(
        double x, double y, string text, TextStyle style, Anchor anchor = Anchor.Start, double rotate = 0,
        string? tooltip = null)
    {
        if (text.Length > 0) Add(new TextShape(x, y, text, style, anchor, rotate, tooltip));
    }

    /// <summary>Puts what <paramref name="paint"/> paints into one group.</summary>
    internal void Group(string role, Action paint, (Box Box, string Id)? clip = null, bool crisp = false)
    {
        _open.Push([]);
        paint();
        var shapes = _open.Pop();
        Add(new GroupShape(role, clip, crisp, shapes));
    }

    private void Add(Shape shape) => _open.Peek().Add(shape);
}
