namespace ResearchKit.Figures.Rendering;

/// <summary>
/// One thing on a drawing, placed in pixels. A figure is laid out once, as shapes; SVG, PNG, PDF and the texts of the
/// Plotly form are written from the same shapes, so that all forms agree.
/// </summary>
internal abstract record Shape;

/// <summary>A filled rectangle.</summary>
internal sealed record RectShape(Box Box, Ink Fill, double Opacity, double Radius) : Shape;

/// <summary>Rectangles of a color that does not change on dark pages: a heat map has many alike.</summary>
internal sealed record CellsShape(IReadOnlyList<Box> Boxes, string Color) : Shape;

/// <summary>A rectangle filled with a color scale, from its lower end at the bottom to its upper end.</summary>
internal sealed record GradientShape(Box Box, ColorScale Scale, string Id) : Shape;

/// <summary>The border of a rectangle.</summary>
internal sealed record OutlineShape(Box Box, Ink Stroke, double Width) : Shape;

/// <summary>A straight line.</summary>
internal sealed record LineShape(double X0, double Y0, double X1, double Y1, Ink Stroke, double Width, Dash Dash)
    : Shape;

/// <summary>A stroked path, in SVG's path data.</summary>
internal sealed record StrokeShape(string Path, Ink Stroke, double Width, Dash Dash) : Shape;

/// <summary>A filled path, in SVG's path data.</summary>
internal sealed record FillShape(string Path, Ink Fill, double Opacity) : Shape;

/// <summary>An arrow from a text to what it speaks of.</summary>
internal sealed record ArrowShape(double FromX, double FromY, double TipX, double TipY) : Shape;

/// <summary>An image, <c>[height, width, 3]</c>.</summary>
internal sealed record ImageShape(Box Box, int Width, int Height, byte[] Pixels, string? Title, bool Smooth) : Shape;

/// <summary>A text whose baseline is at y, turned by an angle in degrees (clockwise) around its anchor.</summary>
internal sealed record TextShape(
    double X, double Y, string Text, TextStyle Style, Anchor Anchor, double Rotate, string? Tooltip) : Shape;

/// <summary>Shapes of one role (<c>panel</c>, <c>data</c>, <c>legend</c>; empty for none), clipped to a box if it has
/// one.</summary>
internal sealed record GroupShape(string Role, (Box Box, string Id)? Clip, bool Crisp, IReadOnlyList<Shape> Shapes)
    : Shape;
