namespace ResearchKit.Figures.Rendering;

/// <summary>Finds room inside a plot where a legend hides no data.</summary>
internal static class LegendPlacer
{
    private const double Inset = 6;
    private const double Clearance = 5;

    /// <summary>
    /// The place in a corner, or in the middle of an edge, farthest from the data, and the number of columns; null if
    /// the data is nowhere at least a few pixels away.
    /// </summary>
    internal static (Box Box, int Columns)? Find(Legend legend, Box plot, IReadOnlyList<OccupiedRegion> regions)
    {
        foreach (var columns in new[] { 1, legend.Entries.Count, 2 }.Distinct())
        {
            var (width, height) = legend.Size(columns);
            if (width > plot.Width * 0.7 || height > plot.Height * 0.6) continue;
            double left = plot.Left + Inset, right = plot.Right - Inset - width, top = plot.Top + Inset - 2;
            double bottom = plot.Bottom - Inset - height;
            (double X, double Y)[][] preference =
            [
                [(right, top), (left, top), (right, bottom), (left, bottom)],
                [(plot.CenterX - width / 2, top), (plot.CenterX - width / 2, bottom),
                    (right, plot.CenterY - height / 2)],
            ];
            foreach (var places in preference)
            {
                var best = places.Select(p => Box.At(p.X, p.Y, width, height))
                    .Select(box => (Box: box, Room: Room(box, regions)))
                    .MaxBy(p => p.Room);
                if (best.Room >= Clearance) return (best.Box, columns);
            }
        }
        return null;
    }

    /// <summary>How far the box can grow before it meets data; at most 40, so that preference decides beyond.</summary>
    private static double Room(Box box, IReadOnlyList<OccupiedRegion> regions)
    {
        foreach (var grow in (double[])[40, 28, 20, 14, 9, Clearance])
            if (!regions.Any(o => o.Hits(box.Grow(grow)))) return grow;
        return 0;
    }
}
