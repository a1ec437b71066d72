using ResearchKit.Imaging;

namespace ResearchKit.Pairs.Vision.Inpainting;

/// <summary>
/// Laplace's equation on large masks: solved at half the size first, again and again, so that every size begins near
/// its solution and needs a few sweeps alone.
/// </summary>
internal sealed class LaplaceGrid
{
    private const int Sweeps = 60, CoarsestSweeps = 2000, Coarsest = 24;
    private const double Relaxation = 1.6, Rest = 0.01;
    private readonly int _width, _height;
    private readonly double[] _level; // three colors per pixel
    private readonly bool[] _unknown;

    private LaplaceGrid(int width, int height) =>
        (_width, _height, _level, _unknown) =
        (width, height, new double[3 * width * height], new bool[width * height]);

    public static RgbImage Fill(RgbImage image, Mask mask)
    {
        // The mask and its rim are all that the solution depends on.
        var bounds = mask.Bounds();
        var box =
            new Box(bounds.X - 1, bounds.Y - 1, bounds.Width + 2,
                bounds.Height + 2).Intersect(new(0, 0, image.Width, image.Height));
        var grid = new LaplaceGrid(box.Width, box.Height);
        for (var y = 0; y < box.Height; y++)
        {
            mask.Row(box.Y + y).Slice(box.X, box.Width).CopyTo(grid._unknown.AsSpan(y * box.Width));
            var row = image.Row(box.Y + y).Slice(3 * box.X, 3 * box.Width);
            for (var i = 0; i < row.Length; i++) grid._level[3 * y * box.Width + i] = row[i];
        }
        grid.Solve();
        var result = image.Clone();
        for (var y = 0; y < box.Height; y++)
        {
            var row = result.Row(box.Y + y).Slice(3 * box.X, 3 * box.Width);
            for (var i = 0; i < row.Length; i++)
                if (grid._unknown[y * box.Width + i / 3])
                    row[i] = (byte)Math.Clamp(Math.Floor(grid._level[3 * y * box.Width + i] + 0.5), 0, 255);
        }
        return result;
    }

    private void Solve()
    {
        var coarsest = Math.Max(_width, _height) <= Coarsest;
        if (coarsest) Begin(Mean());
        else
        {
            var half = Halved();
            half.Solve();
            for (var y = 0; y < _height; y++)
                for (var x = 0; x < _width; x++)
                    if (_unknown[y * _width + x])
                        half._level.AsSpan(3 * (y / 2 * half._width + x / 2), 3)
                            .CopyTo(_level.AsSpan(3 * (y * _width + x)));
        }
        for (var sweep = 0; sweep < (coarsest ? CoarsestSweeps : Sweeps); sweep++)
            if (Sweep() < Rest) break;
    }

    // A pixel of half the size is known if any of its four is, and then their mean.
    private LaplaceGrid Halved()
    {
        var half = new LaplaceGrid((_width + 1) / 2, (_height + 1) / 2);
        var counts = new int[half._unknown.Length];
        for (var y = 0; y < _height; y++)
            for (var x = 0; x < _width; x++)
            {
                if (_unknown[y * _width + x]) continue;
                var i = y / 2 * half._width + x / 2;
                counts[i]++;
                for (var c = 0; c < 3; c++) half._level[3 * i + c] += _level[3 * (y * _width + x) + c];
            }
        for (var i = 0; i < counts.Length; i++)
        {
            half._unknown[i] = counts[i] == 0;
            for (var c = 3 * i; c < 3 * i + 3; c++) half._level[c] /= Math.Max(1, counts[i]);
        }
        return half;
    }

    private (double R, double G, double B) Mean()
    {
        double r = 0, g = 0, b = 0;
        var n = 0;
        for (var i = 0; i < _unknown.Length; i++)
            if (!_unknown[i]) (r, g, b, n) = (r + _level[3 * i], g + _level[3 * i + 1], b + _level[3 * i + 2], n + 1);
        return (r / Math.Max(1, n), g / Math.Max(1, n), b / Math.Max(1, n));
    }

    private void Begin((double R, double G, double B) color)
    {
        for (var i = 0; i < _unknown.Length; i++)
            if (_unknown[i]) (_level[3 * i], _level[3 * i + 1], _level[3 * i + 2]) = color;
    }

    private double Sweep()
    {
        double moved = 0;
        for (var y = 0; y < _height; y++)
            for (var x = 0; x < _width; x++)
            {
                var i = y * _width + x;
                if (!_unknown[i]) continue;
                var neighbors = (x > 0 ? 1 : 0) + (x < _width - 1 ? 1 : 0) + (y > 0 ? 1 : 0) +
                    (y < _height - 1 ? 1 : 0);
                for (var c = 3 * i; c < 3 * i + 3; c++)
                {
                    double sum = 0;
                    if (x > 0) sum += _level[c - 3];
                    if (x < _width - 1) sum += _level[c + 3];
                    if (y > 0) sum += _level[c - 3 * _width];
                    if (y < _height - 1) sum += _level[c + 3 * _width];
                    var step = Relaxation * (sum / neighbors - _level[c]);
                    _level[c] += step;
                    moved = Math.Max(moved, Math.Abs(step));
                }
            }
        return moved;
    }
}
