using System.Globalization;

namespace ResearchKit.Figures.Rendering;

/// <summary>
/// Reads the path data that drawings hold (absolute M, L, H and V, the half circles of round markers, z) into polygons.
/// </summary>
internal static class PathData
{
    /// <summary>The runs of a path, in pixels; circles have 24 corners.</summary>
    internal static List<(List<(double X, double Y)> Points, bool Closed)> Read(string path)
    {
        var runs = new List<(List<(double X, double Y)> Points, bool Closed)>();
        var at = 0;
        double x = 0, y = 0;
        while (at < path.Length)
        {
            var command = path[at++];
            switch (command)
            {
                case 'M':
                    (x, y) = (Number(), Number());
                    runs.Add(([(x, y)], false));
                    break;
                case 'L':
                    (x, y) = (Number(), Number());
                    runs[^1].Points.Add((x, y));
                    break;
                case 'H':
                    x = Number();
                    runs[^1].Points.Add((x, y));
                    break;
                case 'V':
                    y = Number();
                    runs[^1].Points.Add((x, y));
                    break;
                case 'a':
                    var radius = Number();
                    for (var i = 0; i < 4; i++) Number();
                    var dx = Number();
                    Number();
                    HalfCircle(runs[^1].Points, x, y, radius, dx);
                    x += dx;
                    break;
                case 'z' or 'Z':
                    runs[^1] = (runs[^1].Points, true);
                    break;
                case ' ': break;
                default: throw new FormatException($"The path has '{command}', which drawings do not use.");
            }
        }
        return runs;

        double Number()
        {
            while (path[at] == ' ') at++;
            var start = at;
            while (at < path.Length && (char.IsAsciiDigit(path[at]) || path[at] is '-' or '.')) at++;
            return double.Parse(path.AsSpan(start, at - start), CultureInfo.InvariantCulture);
        }
    }

    /// <summary>Below the line when drawn to the right, above it when drawn to the left. The sines and cosines of
    /// multiples of 15 degrees come from square roots, which are exact to the last bit everywhere.</summary>
    private static void HalfCircle(List<(double X, double Y)> points, double x, double y, double radius, double dx)
    {
        double root2 = Math.Sqrt(2), root3 = Math.Sqrt(3), root6 = Math.Sqrt(6);
        double[] cosines = [1, (root6 + root2) / 4, root3 / 2, root2 / 2, 0.5, (root6 - root2) / 4, 0];
        var side = dx > 0 ? 1 : -1;
        for (var i = 1; i <= 12; i++)
        {
            var cosine = i <= 6 ? cosines[i] : -cosines[12 - i];
            var sine = i <= 6 ? cosines[6 - i] : cosines[i - 6];
            points.Add((x + side * radius * (1 - cosine), y + side * radius * sine));
        }
    }
}
