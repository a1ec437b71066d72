namespace ResearchKit.Pairs.Vision.Inpainting;

/// <summary>
/// The unknown pixels that touch known ones, and which of them is filled next: the one with the largest product of
/// confidence and data term (Criminisi et al., Eq. 1); the first among equals.
/// </summary>
internal sealed class FillFront
{
    private readonly InpaintingCanvas _canvas;
    private readonly int _w, _h;
    private readonly double[] _priority; // as queued last; an older entry of the queue no longer counts
    private readonly PriorityQueue<int, (double Priority, int Pixel)> _queue =
        new(Comparer<(double Priority, int Pixel)>.Create(
        (a, b) => a.Priority != b.Priority ? b.Priority.CompareTo(a.Priority) : a.Pixel.CompareTo(b.Pixel)));

    public FillFront(InpaintingCanvas canvas)
    {
        (_canvas, _w, _h) = (canvas, canvas.Width, canvas.Height);
        _priority = new double[_w * _h];
        Update(0, 0, _w - 1, _h - 1);
    }

    public int? MostUrgent()
    {
        while (_queue.TryPeek(out var pixel, out var entry))
        {
            if (_canvas.Unknown[pixel] && entry.Priority == _priority[pixel]) return pixel;
            _queue.Dequeue();
        }
        return null;
    }

    /// <summary>Weighs anew what a copied patch can have changed: a gradient looks one pixel beyond a patch.</summary>
    public void Changed(int target)
    {
        int reach = 2 * _canvas.Radius + 1, x = target % _w, y = target / _w;
        Update(Math.Max(0, x - reach), Math.Max(0, y - reach), Math.Min(_w - 1, x + reach),
            Math.Min(_h - 1, y + reach));
    }

    private void Update(int left, int top, int right, int bottom)
    {
        for (var y = top; y <= bottom; y++)
            for (var x = left; x <= right; x++)
            {
                var i = y * _w + x;
                if (!_canvas.Unknown[i] || !TouchesKnown(x, y)) continue;
                var now = _canvas.Trust(x, y) * (DataTerm(x, y) + 0.05);
                if (now == _priority[i]) continue;
                _priority[i] = now;
                _queue.Enqueue(i, (now, i));
            }
    }

    private bool TouchesKnown(int x, int y)
    {
        var unknown = _canvas.Unknown;
        var i = y * _w + x;
        return x > 0 && !unknown[i - 1] || x < _w - 1 && !unknown[i + 1] || y > 0 && !unknown[i - _w] || y < _h - 1
            && !unknown[i + _w];
    }

    // How strongly the strongest known edge near the pixel runs into the mask, 0 to 1.
    private double DataTerm(int x, int y)
    {
        double nx = Open(x + 1, y) - Open(x - 1, y), ny = Open(x, y + 1) - Open(x, y - 1);
        var length = Math.Sqrt(nx * nx + ny * ny);
        if (length == 0) return 0;
        int radius = _canvas.Radius, gx = 0, gy = 0, strongest = 0;
        var unknown = _canvas.Unknown;
        for (var py = Math.Max(1, y - radius); py <= Math.Min(_h - 2, y + radius); py++)
            for (var px = Math.Max(1, x - radius); px <= Math.Min(_w - 2, x + radius); px++)
            {
                var i = py * _w + px;
                if (unknown[i] || unknown[i - 1] || unknown[i + 1] || unknown[i - _w] || unknown[i + _w]) continue;
                int dx = Gray(i + 1) - Gray(i - 1), dy = Gray(i + _w) - Gray(i - _w), norm = dx * dx + dy * dy;
                if (norm > strongest) (gx, gy, strongest) = (dx, dy, norm);
            }
        return Math.Abs(-gy * nx + gx * ny) / length / (3 * 255 * 2);
    }

    private int Open(int x, int y) => (uint)x < (uint)_w && (uint)y < (uint)_h && _canvas.Unknown[y * _w + x] ? 1 : 0;

    private int Gray(int i) => _canvas.Pixels[3 * i] + _canvas.Pixels[3 * i + 1] + _canvas.Pixels[3 * i + 2];
}
