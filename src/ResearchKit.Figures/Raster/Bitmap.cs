namespace ResearchKit.Figures.Raster;

/// <summary>
/// Pixels that polygons are filled into, smoothed by the exact share of each pixel that is covered. Plain double
/// arithmetic, pixel by pixel: the same bytes on every processor.
/// </summary>
internal sealed class Bitmap(int width, int height)
{
    private readonly double[] _coverage = new double[width * height + 1];

    internal int Width => width;

    internal int Height => height;

    /// <summary><c>[height, width, 3]</c>: red, green, blue.</summary>
    internal byte[] Pixels { get; } = new byte[3 * width * height];

    /// <summary>Fills closed polygons (in pixels) by the winding rule; all of them as one shape.</summary>
    internal void Fill(
        IEnumerable<IReadOnlyList<(double X, double Y)>> polygons, (byte R, byte G, byte B) color, double opacity,
        (int Left, int Top, int Right, int Bottom) clip)
    {
        int left = width, top = height, right = 0, bottom = 0;
        foreach (var polygon in polygons)
        {
            for (var i = 0; i < polygon.Count; i++)
                Edge(polygon[i], polygon[i + 1 == polygon.Count ? 0 : i + 1], ref top, ref bottom);
            foreach (var (x, _) in polygon)
            {
                left = Math.Min(left, (int)Math.Clamp(Math.Floor(x), 0, width));
                right = Math.Max(right, (int)Math.Clamp(Math.Floor(x) + 2, 0, width));
            }
        }
        for (var y = top; y < bottom; y++)
        {
            var sum = 0.0;
            var shown = y >= clip.Top && y < clip.Bottom;
            for (var x = left; x < right; x++)
            {
                ref var cell = ref _coverage[y * width + x];
                sum += cell;
                cell = 0;
                if (!shown || x < clip.Left || x >= clip.Right) continue;
                // In 16 steps: eyes see no more, and the file is half as long.
                var covered = Math.Round(Math.Min(Math.Abs(sum), 1) * 16) / 16;
                if (covered > 0) Blend(x, y, color, covered * opacity);
            }
        }
    }

    /// <summary>Mixes a color into a pixel.</summary>
    internal void Blend(int x, int y, (byte R, byte G, byte B) color, double share)
    {
        var at = 3 * (y * width + x);
        Pixels[at] = Mix(Pixels[at], color.R, share);
        Pixels[at + 1] = Mix(Pixels[at + 1], color.G, share);
        Pixels[at + 2] = Mix(Pixels[at + 2], color.B, share);
    }

    private static byte Mix(byte below, byte above, double share) => (byte)(below + (above - below) * share + 0.5);

    /// <summary>
    /// Adds an edge to the differences of coverage along each row: what lies right of a falling edge is covered, of a
    /// rising one uncovered, and the pixels that it crosses by their share.
    /// </summary>
    private void Edge((double X, double Y) from, (double X, double Y) to, ref int top, ref int bottom)
    {
        if (from.Y == to.Y) return;
        var sign = 1.0;
        if (from.Y > to.Y) (from, to, sign) = (to, from, -1.0);
        double y0 = Math.Max(from.Y, 0), y1 = Math.Min(to.Y, height);
        if (y0 >= y1) return;
        var slope = (to.X - from.X) / (to.Y - from.Y);
        int first = (int)y0, last = Math.Min((int)Math.Ceiling(y1), height);
        top = Math.Min(top, first);
        bottom = Math.Max(bottom, last);
        for (var row = first; row < last; row++)
        {
            double a = Math.Max(y0, row), b = Math.Min(y1, row + 1);
            if (b <= a) continue;
            double xa = Math.Clamp(from.X + (a - from.Y) * slope, 0, width);
            double xb = Math.Clamp(from.X + (b - from.Y) * slope, 0, width);
            Row(row, Math.Min(xa, xb), Math.Max(xa, xb), sign * (b - a));
        }
    }

    /// <summary>An edge within one row, from x0 to x1, of a height below 1.</summary>
    private void Row(int row, double x0, double x1, double height)
    {
        var at = row * width;
        var first = Math.Min((int)x0, width - 1);
        if (x1 <= first + 1)
        {
            var middle = (x0 + x1) / 2 - first;
            _coverage[at + first] += height * (1 - middle);
            if (first + 1 < width) _coverage[at + first + 1] += height * middle;
            return;
        }
        var perPixel = height / (x1 - x0);
        var before = 0.0;
        for (var x = first; x < x1 && x < width; x++)
        {
            double enter = Math.Max(x0, x), leave = Math.Min(x1, x + 1);
            // What this pixel is covered by the edge so far, and by the part that crosses it.
            var covered = perPixel * ((enter - x0) + (leave - enter) * (x + 1 - (enter + leave) / 2));
            _coverage[at + x] += covered - before;
            before = covered;
        }
        var beyond = (int)Math.Ceiling(x1);
        if (beyond < width) _coverage[at + beyond] += height - before;
    }
}
