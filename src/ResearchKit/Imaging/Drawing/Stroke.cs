namespace ResearchKit.Imaging.Drawing;

/// <summary>A line of a given width through points, with round ends and joints.</summary>
/// <param name="Width">Width of the pen in pixels.</param>
/// <param name="Points">At least one point.</param>
public sealed record Stroke(double Width, params (double X, double Y)[] Points) : Shape
{
    /// <inheritdoc/>
    public override (double Left, double Top, double Right, double Bottom) Extent =>
        (Points.Min(p => p.X) - Width / 2, Points.Min(p => p.Y) - Width / 2,
            Points.Max(p => p.X) + Width / 2, Points.Max(p => p.Y) + Width / 2);

    /// <inheritdoc/>
    public override bool Contains(double x, double y)
    {
        for (var i = 0; i < Points.Length; i++)
        {
            var (ax, ay) = Points[i];
            var (bx, by) = Points[Math.Min(i + 1, Points.Length - 1)];
            double dx = bx - ax, dy = by - ay, length = dx * dx + dy * dy;
            // The nearest point of the segment.
            var t = length > 0 ? Math.Clamp(((x - ax) * dx + (y - ay) * dy) / length, 0, 1) : 0;
            double ex = x - ax - t * dx, ey = y - ay - t * dy;
            if (4 * (ex * ex + ey * ey) <= Width * Width) return true;
        }
        return false;
    }

    /// <inheritdoc/>
    public override Shape Place(double factor, double dx, double dy) =>
        new Stroke(Width * factor, Array.ConvertAll(Points, p => (p.X * factor + dx, p.Y * factor + dy)));
}
