namespace ResearchKit.Pairs.Vision.Inpainting;

/// <summary>
/// The unknown pixels that touch known ones, and which of them is filled next: the one with the largest product of
/// confidence and data term (Criminisi et al., Eq. 1); the first among equals.
/// </summary>
internal sealed class FillFront
{
    private readonly InpaintingCanvas canvas;
    private readonly int w, h;
    private readonly double[] priority; // as queued last; an older entry of the queue no longer counts
    private readonly PriorityQueue<int, (double Priority, int Pixel)> queue =
        new(Comparer<(double Priority, int Pixel)>.Create(
        (a, b) => a.Priority != b.Priority ? b.Priority.CompareTo(a.Priority) : a.Pixel.CompareTo(b.Pixel)));

    public FillFront(InpaintingCanvas canvas)
    {
        (this.canvas, w, h) = (canvas, canvas.Width, canvas.Height);
        priority = new double[w * h];
        Update(0, 0, w - 1, h - 1);
    }

    public int? MostUrgent()
    {
        while (queue.TryPeek(out var pixel, out var entry))
        {
            if (canvas.Unknown[pixel] && entry.Priority == priority[pixel]) return pixel;
            queue.Dequeue();
        }
        return null;
    }

    /// <summary>Weighs anew what a copied patch can have changed: a gradient looks one pixel beyond a patch.</summary>
    public void Changed(int target)
    {
        int reach = 2 * canvas.Radius + 1, x = target % w, y = target / w;
        Update(Math.Max(0, x - reach), Math.Max(0, y - reach), Math.Min(w - 1, x + reach), Math.Min(h - 1, y + reach));
    }

    private void Update(int left, int top, int right, int bottom)
    {
        for (var y = top; y <= bottom; y++)
            for (var x = left; x <= right; x++)
            {
                var i = y * w + x;
                if (!canvas.Unknown[i] || !TouchesKnown(x, y)) continue;
                var now = canvas.Trust(x, y) * (DataTerm(x, y) + 0.05);
                if (now == priority[i]) continue;
                priority[i] = now;
                queue.Enqueue(i, (now, i));
            }
    }

    private bool TouchesKnown(int x, int y)
    {
        var unknown = canvas.Unknown;
        var i = y * w + x;
        return x > 0 && !unknown[i - 1] || x < w - 1 && !unknown[i + 1] || y > 0 && !unknown[i - w] || y < h - 1
            && !unknown[i + w];
    }

    // How strongly the strongest known edge near the pixel runs into the mask, 0 to 1.
    private double DataTerm(int x, int y)
    {
        double nx = Open(x + 1, y) - Open(x - 1, y), ny = Open(x, y + 1) - Open(x, y - 1);
        var length = Math.Sqrt(nx * nx + ny * ny);
        if (length == 0) return 0;
        int radius = canvas.Radius, gx = 0, gy = 0, strongest = 0;
        var unknown = canvas.Unknown;
        for (var py = Math.Max(1, y - radius); py <= Math.Min(h - 2, y + radius); py++)
            for (var px = Math.Max(1, x - radius); px <= Math.Min(w - 2, x + radius); px++)
            {
                var i = py * w + px;
                if (unknown[i] || unknown[i - 1] || unknown[i + 1] || unknown[i - w] || unknown[i + w]) continue;
                int dx = Gray(i + 1) - Gray(i - 1), dy = Gray(i + w) - Gray(i - w), norm = dx * dx + dy * dy;
                if (norm > strongest) (gx, gy, strongest) = (dx, dy, norm);
            }
        return Math.Abs(-gy * nx + gx * ny) / length / (3 * 255 * 2);
    }

    private int Open(int x, int y) => (uint)x < (uint)w && (uint)y < (uint)h && canvas.Unknown[y * w + x] ? 1 : 0;

    private int Gray(int i) => canvas.Pixels[3 * i] + canvas.Pixels[3 * i + 1] + canvas.Pixels[3 * i + 2];
}
