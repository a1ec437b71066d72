namespace ResearchKit.Figures.Rendering;

/// <summary>Paths of markers, of about equal area.</summary>
internal static class MarkerShape
{
    internal const double Radius = 3.4;

    internal static void Paint(Canvas canvas, Marker marker, IEnumerable<(double X, double Y)> points, Ink ink)
    {
        var path = string.Concat(points.Select(p => Path(marker, p.X, p.Y)));
        if (path.Length == 0) return;
        if (marker == Marker.Cross) canvas.StrokePath(path, ink, 1.6);
        else canvas.FillPath(path, ink);
    }

    private static string Path(Marker marker, double x, double y)
    {
        const double r = Radius;
        return marker switch
        {
            Marker.Circle => $"M{P(x - r)} {P(y)}a{P(r)} {P(r)} 0 1 0 {P(2 * r)} 0a{P(r)} {P(r)} 0 1 0 {P(-2 * r)} 0z",
            Marker.Square => Polygon((x - 3, y - 3), (x + 3, y - 3), (x + 3, y + 3), (x - 3, y + 3)),
            Marker.Triangle => Polygon((x, y - 4.4), (x + 4, y + 2.8), (x - 4, y + 2.8)),
            Marker.TriangleDown => Polygon((x, y + 4.4), (x + 4, y - 2.8), (x - 4, y - 2.8)),
            Marker.Diamond => Polygon((x, y - 4.4), (x + 4.4, y), (x, y + 4.4), (x - 4.4, y)),
            Marker.Cross => $"M{P(x - 3)} {P(y - 3)}L{P(x + 3)} {P(y + 3)}M{P(x - 3)} {P(y + 3)}L{P(x + 3)} {P(y - 3)}",
            _ => "",
        };
    }

    private static string Polygon(params ReadOnlySpan<(double X, double Y)> points)
    {
        var path = "";
        foreach (var (x, y) in points) path += (path.Length == 0 ? "M" : "L") + P(x) + " " + P(y);
        return path + "z";
    }

    private static string P(double v) => NumberText.Pixels(v);
}
