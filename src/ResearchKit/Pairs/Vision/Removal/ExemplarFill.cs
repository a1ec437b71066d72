using ResearchKit.Imaging;

namespace ResearchKit.Pairs.Vision.Removal;

/// <summary>
/// Exemplar-based inpainting (Criminisi, Perez, Toyama 2004): patches of the rest of the picture are copied into the mask,
/// those first that continue edges and are well surrounded, so that lines and textures go on.
/// </summary>
/// <param name="radius">Patches are squares of 2 radius + 1 pixels.</param>
/// <param name="reach">How far (in pixels, along each axis) patches are looked for.</param>
public sealed class ExemplarFill(int radius = 3, int reach = 48) : IRemover
{
    /// <inheritdoc/>
    public RgbImage Remove(RgbImage image, Mask mask)
    {
        Painting.Check(image, mask);
        var canvas = new Canvas(image, mask, radius);
        while (canvas.MostUrgent() is { } target) canvas.Copy(canvas.BestSource(target, reach), target);
        return canvas.Image;
    }

    private sealed class Canvas
    {
        private readonly int radius, w, h;
        private readonly bool[] unknown, source;
        private readonly double[] confidence;
        private readonly HashSet<int> open;

        public Canvas(RgbImage image, Mask mask, int radius)
        {
            (Image, this.radius, w, h) = (image.Clone(), radius, image.Width, image.Height);
            unknown = new bool[w * h];
            confidence = new double[w * h];
            open = [];
            for (var i = 0; i < unknown.Length; i++)
            {
                unknown[i] = mask[i % w, i / w];
                if (unknown[i]) open.Add(i);
                else confidence[i] = 1;
            }
            // What the mask hides must not matter, not even through a gradient.
            foreach (var i in open) Array.Clear(Image.Pixels, 3 * i, 3);
            source = Centres();
        }

        public RgbImage Image { get; }

        // A patch can be copied if it lies in the picture and held no masked pixel at the start.
        private bool[] Centres()
        {
            var good = new bool[w * h];
            for (var y = radius; y < h - radius; y++)
                for (var x = radius; x < w - radius; x++)
                {
                    good[y * w + x] = true;
                    for (var dy = -radius; dy <= radius && good[y * w + x]; dy++)
                        good[y * w + x] = unknown.AsSpan((y + dy) * w + x - radius, 2 * radius + 1).IndexOf(true) < 0;
                }
            return good;
        }

        // The pixel of the fill front with the largest product of confidence (Eq. 1) and data term; the first among equals.
        public int? MostUrgent()
        {
            var best = -1;
            double highest = -1;
            foreach (var i in open)
            {
                int x = i % w, y = i / w;
                if (!(x > 0 && !unknown[i - 1] || x < w - 1 && !unknown[i + 1] || y > 0 && !unknown[i - w] || y < h - 1 && !unknown[i + w])) continue;
                var priority = Confidence(x, y) * (DataTerm(x, y) + 0.05);
                if (priority < highest || priority == highest && i > best) continue;
                (best, highest) = (i, priority);
            }
            return best < 0 ? null : best;
        }

        private double Confidence(int x, int y)
        {
            double sum = 0;
            for (var py = Math.Max(0, y - radius); py <= Math.Min(h - 1, y + radius); py++)
                for (var px = Math.Max(0, x - radius); px <= Math.Min(w - 1, x + radius); px++) sum += confidence[py * w + px];
            return sum / ((2 * radius + 1) * (2 * radius + 1));
        }

        // How strongly the strongest known edge near the pixel runs into the mask, 0 to 1.
        private double DataTerm(int x, int y)
        {
            double nx = Open(x + 1, y) - Open(x - 1, y), ny = Open(x, y + 1) - Open(x, y - 1);
            var length = Math.Sqrt(nx * nx + ny * ny);
            if (length == 0) return 0;
            double gx = 0, gy = 0, strongest = 0;
            for (var py = Math.Max(1, y - radius); py <= Math.Min(h - 2, y + radius); py++)
                for (var px = Math.Max(1, x - radius); px <= Math.Min(w - 2, x + radius); px++)
                {
                    var i = py * w + px;
                    if (unknown[i] || unknown[i - 1] || unknown[i + 1] || unknown[i - w] || unknown[i + w]) continue;
                    double dx = Grey(i + 1) - Grey(i - 1), dy = Grey(i + w) - Grey(i - w), norm = dx * dx + dy * dy;
                    if (norm > strongest) (gx, gy, strongest) = (dx, dy, norm);
                }
            return Math.Abs(-gy * nx + gx * ny) / length / (3 * 255 * 2);
        }

        private int Open(int x, int y) => (uint)x < (uint)w && (uint)y < (uint)h && unknown[y * w + x] ? 1 : 0;

        private int Grey(int i) => Image.Pixels[3 * i] + Image.Pixels[3 * i + 1] + Image.Pixels[3 * i + 2];

        // The patch whose known pixels differ least; farther ones cost a little more, so that equals are taken from nearby.
        public int BestSource(int target, int reach)
        {
            var known = KnownAround(target);
            for (var window = Math.Max(1, reach); ; window = checked(2 * window))
            {
                var found = Search(target, known, window);
                if (found >= 0) return found;
                if (window >= Math.Max(w, h)) return NearestKnown(target);
            }
        }

        private (int Dx, int Dy)[] KnownAround(int target)
        {
            var known = new List<(int, int)>();
            for (var dy = -radius; dy <= radius; dy++)
                for (var dx = -radius; dx <= radius; dx++)
                {
                    int x = target % w + dx, y = target / w + dy;
                    if ((uint)x < (uint)w && (uint)y < (uint)h && !unknown[y * w + x]) known.Add((dx, dy));
                }
            return [.. known];
        }

        private int Search(int target, (int Dx, int Dy)[] known, int window)
        {
            int tx = target % w, ty = target / w, best = -1;
            var lowest = long.MaxValue;
            var pixels = Image.Pixels;
            for (var y = Math.Max(radius, ty - window); y <= Math.Min(h - 1 - radius, ty + window); y++)
                for (var x = Math.Max(radius, tx - window); x <= Math.Min(w - 1 - radius, tx + window); x++)
                {
                    if (!source[y * w + x]) continue;
                    long cost = (Math.Abs(x - tx) + Math.Abs(y - ty)) * (long)known.Length / 2;
                    foreach (var (dx, dy) in known)
                    {
                        int a = 3 * (target + dy * w + dx), b = 3 * ((y + dy) * w + x + dx);
                        int r = pixels[a] - pixels[b], g = pixels[a + 1] - pixels[b + 1], l = pixels[a + 2] - pixels[b + 2];
                        cost += r * r + g * g + l * l;
                        if (cost >= lowest) break;
                    }
                    if (cost < lowest) (best, lowest) = (y * w + x, cost);
                }
            return best;
        }

        // A picture too crowded for a whole patch: one known pixel goes on.
        private int NearestKnown(int target)
        {
            var best = -1;
            for (var i = 0; i < unknown.Length; i++)
                if (!unknown[i] && (best < 0 || Distance(i) < Distance(best))) best = i;
            return best;

            int Distance(int i) => Math.Abs(i % w - target % w) + Math.Abs(i / w - target / w);
        }

        public void Copy(int from, int to)
        {
            var trust = Confidence(to % w, to / w);
            var size = source[from] ? radius : 0;
            for (var dy = -size; dy <= size; dy++)
                for (var dx = -size; dx <= size; dx++)
                {
                    int x = to % w + dx, y = to / w + dy;
                    if ((uint)x >= (uint)w || (uint)y >= (uint)h || !unknown[y * w + x]) continue;
                    Image.Pixels.AsSpan(3 * (from + dy * w + dx), 3).CopyTo(Image.Pixels.AsSpan(3 * (y * w + x), 3));
                    (unknown[y * w + x], confidence[y * w + x]) = (false, trust);
                    open.Remove(y * w + x);
                }
        }
    }
}
