namespace ResearchKit.Figures.Raster;

/// <summary>Lines with a width as polygons, all of one orientation, so that where they overlap nothing
/// cancels.</summary>
internal static class StrokeOutlines
{
    /// <summary>The polygons of runs of points, dashed by a pattern (empty: solid), with mitered or beveled
    /// corners.</summary>
    internal static IEnumerable<IReadOnlyList<(double X, double Y)>> Of(
        IEnumerable<(List<(double X, double Y)> Points, bool Closed)> runs, double width, double[] dashes)
    {
        foreach (var (points, closed) in runs)
        {
            List<(double X, double Y)> line = closed ? [.. points, points[0]] : points;
            foreach (var piece in dashes.Length == 0 ? [line] : Dashed(line, dashes))
            {
                for (var i = 1; i < piece.Count; i++)
                    if (Quad(piece[i - 1], piece[i], width / 2) is { } quad) yield return quad;
                for (var i = 1; i + 1 < piece.Count; i++)
                    if (Corner(piece[i - 1], piece[i], piece[i + 1], width / 2) is { } corner) yield return corner;
                if (closed && dashes.Length == 0 && piece.Count > 2
                    && Corner(piece[^2], piece[0], piece[1], width / 2) is { } last)
                    yield return last;
            }
        }
    }

    private static (double X, double Y)? Across((double X, double Y) a, (double X, double Y) b, double half)
    {
        double dx = b.X - a.X, dy = b.Y - a.Y, length = Math.Sqrt(dx * dx + dy * dy);
        return length > 1e-9 ? (-dy / length * half, dx / length * half) : null;
    }

    private static IReadOnlyList<(double X, double Y)>? Quad((double X, double Y) a, (double X, double Y) b,
        double half) =>
        Across(a, b, half) is var (nx, ny)
            ? Oriented([(a.X + nx, a.Y + ny), (b.X + nx, b.Y + ny), (b.X - nx, b.Y - ny), (a.X - nx, a.Y - ny)])
            : null;

    /// <summary>The triangle that closes the outer side of a corner.</summary>
    private static IReadOnlyList<(double X, double Y)>? Corner(
        (double X, double Y) a, (double X, double Y) b, (double X, double Y) c, double half)
    {
        if (Across(a, b, half) is not var (ax, ay) || Across(b, c, half) is not var (cx, cy)) return null;
        var turn = ax * cy - ay * cx;
        if (Math.Abs(turn) < 1e-9) return null;
        var side = turn > 0 ? -1 : 1;
        return Oriented([b, (b.X + side * ax, b.Y + side * ay), (b.X + side * cx, b.Y + side * cy)]);
    }

    private static IReadOnlyList<(double X, double Y)> Oriented((double X, double Y)[] polygon)
    {
        var area = 0.0;
        for (var i = 0; i < polygon.Length; i++)
        {
            var (p, q) = (polygon[i], polygon[(i + 1) % polygon.Length]);
            area += p.X * q.Y - q.X * p.Y;
        }
        if (area < 0) Array.Reverse(polygon);
        return polygon;
    }

    private static IEnumerable<List<(double X, double Y)>> Dashed(List<(double X, double Y)> line, double[] dashes)
    {
        var (part, left) = (0, dashes[0]);
        List<(double X, double Y)> piece = [line[0]];
        for (var i = 1; i < line.Count; i++)
        {
            var (from, to) = (line[i - 1], line[i]);
            double dx = to.X - from.X, dy = to.Y - from.Y, length = Math.Sqrt(dx * dx + dy * dy), done = 0;
            while (length - done > left)
            {
                done += left;
                var at = (from.X + dx * done / length, from.Y + dy * done / length);
                piece.Add(at);
                if (part % 2 == 0) yield return piece;
                piece = [at];
                part = (part + 1) % dashes.Length;
                left = dashes[part];
            }
            left -= length - done;
            piece.Add(to);
        }
        if (part % 2 == 0) yield return piece;
    }
}
