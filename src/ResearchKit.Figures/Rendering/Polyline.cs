using System.Text;

namespace ResearchKit.Figures.Rendering;

/// <summary>Runs of points without gaps, thinned to what can be seen, as path data.</summary>
internal static class Polyline
{
    /// <summary>Splits at points that are not finite.</summary>
    internal static IEnumerable<List<(double X, double Y)>> Runs(IEnumerable<(double X, double Y)> points)
    {
        var run = new List<(double X, double Y)>();
        foreach (var point in points)
        {
            if (double.IsFinite(point.X) && double.IsFinite(point.Y)) run.Add(point);
            else if (run.Count > 0)
            {
                yield return run;
                run = [];
            }
        }
        if (run.Count > 0) yield return run;
    }

    /// <summary>
    /// Keeps the first, lowest, highest and last point of each half pixel column: the drawing stays the same, and a
    /// million steps take no more bytes than a thousand.
    /// </summary>
    internal static List<(double X, double Y)> Thin(List<(double X, double Y)> run)
    {
        if (run.Count <= 1000) return run;
        var kept = new List<(double X, double Y)>();
        for (var start = 0; start < run.Count;)
        {
            var column = Math.Floor(run[start].X * 2);
            int low = start, high = start, end = start;
            for (; end < run.Count && Math.Floor(run[end].X * 2) == column; end++)
            {
                if (run[end].Y < run[low].Y) low = end;
                if (run[end].Y > run[high].Y) high = end;
            }
            foreach (var i in new SortedSet<int> { start, low, high, end - 1 }) kept.Add(run[i]);
            start = end;
        }
        return kept;
    }

    /// <summary>Path data of a run; continues a path if not at its start.</summary>
    internal static string Path(IEnumerable<(double X, double Y)> run)
    {
        var path = new StringBuilder();
        foreach (var (x, y) in run)
            path.Append(path.Length == 0 ? 'M' : 'L').Append(NumberText.Pixels(x)).Append(' ')
                .Append(NumberText.Pixels(y));
        return path.ToString();
    }
}
