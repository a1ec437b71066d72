namespace ResearchKit.Imaging.Drawing;

/// <summary>An ellipse with axes along the image's.</summary>
/// <param name="X">Center.</param>
/// <param name="Y">Center.</param>
/// <param name="RadiusX">Half of its width.</param>
/// <param name="RadiusY">Half of its height.</param>
public sealed record Ellipse(double X, double Y, double RadiusX, double RadiusY) : Shape
{
    /// <inheritdoc/>
    public override (double Left, double Top, double Right, double Bottom) Extent =>
        (X - RadiusX, Y - RadiusY, X + RadiusX, Y + RadiusY);

    /// <inheritdoc/>
    public override bool Contains(double x, double y)
    {
        double dx = (x - X) / RadiusX, dy = (y - Y) / RadiusY;
        return dx * dx + dy * dy <= 1;
    }

    /// <inheritdoc/>
    public override Shape Place(double factor, double dx, double dy) =>
        new Ellipse(X * factor + dx, Y * factor + dy, RadiusX * factor, RadiusY * factor);
}
