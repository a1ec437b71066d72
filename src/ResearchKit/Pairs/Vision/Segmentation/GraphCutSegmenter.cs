using ResearchKit.Imaging;

namespace ResearchKit.Pairs.Vision.Segmentation;

/// <summary>
/// Box-prompted segmentation on colors alone, after GrabCut (Rother, Kolmogorov, Blake 2004): color models of object
/// and surroundings and the cut that suits them best take turns. Histograms stand in for the paper's Gaussian mixtures
/// and a rational function for its exponential, so that the same bits come out everywhere.
/// </summary>
/// <param name="rounds">Most turns; it stops earlier when nothing changes.</param>
public sealed class GraphCutSegmenter(int rounds = 8) : ISegmenter
{
    // In 256ths of a bit of color likelihood: what a border between two equally colored neighbors costs.
    private const int Smoothness = 600;
    private const int MostPixels = 200_000;

    /// <summary>
    /// The object's pixels, all inside the box. Where nothing in the box stands out from its surroundings, the ellipse
    /// that the box encloses.
    /// </summary>
    /// <exception cref="ArgumentException">The box does not meet the image.</exception>
    public Mask Segment(RgbImage image, Box box)
    {
        var whole = new Box(0, 0, image.Width, image.Height);
        var inside = box.Intersect(whole);
        if (inside.IsEmpty)
            throw new ArgumentException($"{box} does not meet an image of {image.Width} x {image.Height}", nameof(box));
        var margin = Math.Max(4, Math.Max(inside.Width, inside.Height) / 3);
        var region =
            new Box(inside.X - margin, inside.Y - margin, inside.Width + 2 * margin,
                inside.Height + 2 * margin).Intersect(whole);
        var shrink = 1;
        while ((long)(region.Width / shrink) * (region.Height / shrink) > MostPixels) shrink++;
        var part = image.Crop(region);
        if (shrink > 1)
            part = part.Resize(Math.Max(1, region.Width / shrink), Math.Max(1, region.Height / shrink),
                Interpolation.Area);
        var prompt = new Box((inside.X - region.X) / shrink, (inside.Y - region.Y) / shrink,
            Math.Max(1, inside.Width / shrink),
            Math.Max(1, inside.Height / shrink)).Intersect(new(0, 0, part.Width, part.Height));
        var found = Cut(part, prompt);
        var mask = new Mask(image.Width, image.Height);
        for (var y = inside.Y; y < inside.Bottom; y++)
            for (var x = inside.X; x < inside.Right; x++)
                mask[x, y] =
                    found[Math.Min((x - region.X) / shrink, part.Width - 1), Math.Min((y - region.Y) / shrink,
                        part.Height - 1)];
        return mask;
    }

    private Mask Cut(RgbImage image, Box box)
    {
        var start = Ellipse(image, box);
        var current = start;
        for (var round = 0; round < rounds; round++)
        {
            var next = Cut(image, box, current);
            if (next.Area == 0 || next.Area < box.Area / 50) return start;
            if (next.Area == current.Area && next.Minus(current).Area == 0) break;
            current = next;
        }
        return current;
    }

    private static Mask Ellipse(RgbImage image, Box box)
    {
        var mask = new Mask(image.Width, image.Height);
        for (var y = box.Y; y < box.Bottom; y++)
            for (var x = box.X; x < box.Right; x++)
            {
                double dx = (2 * (x - box.X) + 1 - box.Width) / (double)box.Width,
                    dy = (2 * (y - box.Y) + 1 - box.Height) / (double)box.Height;
                mask[x, y] = dx * dx + dy * dy <= 1;
            }
        return mask;
    }

    private static Mask Cut(RgbImage image, Box box, Mask current)
    {
        int w = image.Width, h = image.Height;
        ColorModel thing = new(), rest = new();
        for (var y = 0; y < h; y++)
            for (var x = 0; x < w; x++) (current[x, y] ? thing : rest).Add(image[x, y]);
        var graph = new MaxFlow(w * h, 4 * w * h);
        var typical = TypicalContrast(image);
        for (var y = 0; y < h; y++)
            for (var x = 0; x < w; x++)
            {
                var i = y * w + x;
                var inBox = x >= box.X && x < box.Right && y >= box.Y && y < box.Bottom;
                var color = image[x, y];
                graph.Attach(i, inBox ? thing.LogLikelihood(color) - rest.LogLikelihood(color) : -(1 << 24), 0);
                foreach (var (dx, dy, distance) in Neighbors)
                    if ((uint)(x + dx) < (uint)w && y + dy < h)
                        graph.Connect(i, i + dy * w + dx,
                            (int)(Smoothness / distance / (1 + 3 * Contrast(color, image[x + dx, y + dy]) / typical)));
            }
        var side = graph.SourceSide();
        var mask = new Mask(w, h);
        for (var i = 0; i < side.Length; i++) mask[i % w, i / w] = side[i];
        return mask;
    }

    private static readonly (int Dx, int Dy, double Distance)[] Neighbors =
        [(1, 0, 1), (0, 1, 1), (1, 1, 1.4142135623730951), (-1, 1, 1.4142135623730951)];

    private static int Contrast(Rgb a, Rgb b) =>
        (a.R - b.R) * (a.R - b.R) + (a.G - b.G) * (a.G - b.G) + (a.B - b.B) * (a.B - b.B);

    // The mean squared difference of neighbors; at least 1, for an image of one color.
    private static double TypicalContrast(RgbImage image)
    {
        long sum = 0, count = 0;
        for (var y = 0; y < image.Height; y++)
            for (var x = 0; x < image.Width; x++)
                foreach (var (dx, dy, _) in Neighbors)
                    if ((uint)(x + dx) < (uint)image.Width && y + dy < image.Height)
                        (sum, count) = (sum + Contrast(image[x, y], image[x + dx, y + dy]), count + 1);
        return count == 0 ? 1 : Math.Max(1, (double)sum / count);
    }
}
