namespace ResearchKit.Imaging.Drawing;

/// <summary>A polygon, closed from its last corner to its first; where it crosses itself, every second part is
/// inside.</summary>
/// <param name="Corners">At least three points.</param>
public sealed record Polygon(params (double X, double Y)[] Corners) : Shape
{
    /// <inheritdoc/>
    public override (double Left, double Top, double Right, double Bottom) Extent =>
        (Corners.Min(c => c.X), Corners.Min(c => c.Y), Corners.Max(c => c.X), Corners.Max(c => c.Y));

    /// <inheritdoc/>
    public override bool Contains(double x, double y)
    {
        var inside = false;
        var (px, py) = Corners[^1];
        foreach (var (cx, cy) in Corners)
        {
            if (cy > y != py > y && x < (px - cx) * (y - cy) / (py - cy) + cx) inside = !inside;
            (px, py) = (cx, cy);
        }
        return inside;
    }

    /// <inheritdoc/>
    public override Shape Place(double factor, double dx, double dy) =>
        new Polygon(Array.ConvertAll(Corners, c => (c.X * factor + dx, c.Y * factor + dy)));

    /// <summary>A rectangle with sides along the image's.</summary>
    public static Polygon Rectangle(double x, double y, double width, double height) =>
        new((x, y), (x + width, y), (x + width, y + height), (x, y + height));
}
