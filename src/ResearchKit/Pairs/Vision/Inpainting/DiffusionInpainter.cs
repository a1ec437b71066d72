using ResearchKit.Imaging;

namespace ResearchKit.Pairs.Vision.Inpainting;

/// <summary>
/// Lets the colors around the mask diffuse into it until they rest: the solution of Laplace's equation with the rim as
/// boundary. Fast, without seams, blind to texture and edges.
/// </summary>
public sealed class DiffusionInpainter : IInpainter
{
    private const int MostSweeps = 2000;
    private const double Rest = 0.01; // levels of 255 that a pixel may still move in a sweep
    private const int LargeMask = 40_000; // pixels; sweeps alone would take minutes beyond

    /// <inheritdoc/>
    public RgbImage Inpaint(RgbImage image, Mask mask, Mask? others = null)
    {
        InpaintingMask.Check(image, mask);
        if (mask.Area > LargeMask) return LaplaceGrid.Fill(image, mask);
        int w = image.Width, h = image.Height;
        var order = InpaintingMask.FromRim(mask);
        var neighbors = order.Select(i => Neighbors(i, w, h)).ToArray();
        var level = Array.ConvertAll(image.Pixels, b => (double)b);
        Seed(level, order, neighbors, w * h);
        // The best over-relaxation of a square of side n is 2 / (1 + sin(pi / n)); sin(t) ~ t is near enough.
        var relaxation = 2 / (1 + 3.14 / Math.Max(4, Math.Sqrt(order.Count)));
        for (var sweep = 0; sweep < MostSweeps; sweep++)
            if (Sweep(level, order, neighbors, relaxation) < Rest) break;
        var result = image.Clone();
        foreach (var i in order)
            for (var c = 3 * i; c < 3 * i + 3; c++)
                result.Pixels[c] = (byte)Math.Clamp(Math.Floor(level[c] + 0.5), 0, 255);
        return result;
    }

    // From the rim inwards, each pixel becomes the mean of its neighbors that are known by then.
    private static void Seed(double[] level, List<int> order, int[][] neighbors, int pixels)
    {
        var unknown = new bool[pixels];
        foreach (var i in order) unknown[i] = true;
        for (var k = 0; k < order.Count; k++)
        {
            var known = neighbors[k].Where(n => !unknown[n]).ToArray();
            for (var c = 0; c < 3; c++)
            {
                double sum = 0;
                foreach (var n in known) sum += level[3 * n + c];
                level[3 * order[k] + c] = sum / known.Length;
            }
            unknown[order[k]] = false;
        }
    }

    private static double Sweep(double[] level, List<int> order, int[][] neighbors, double relaxation)
    {
        double moved = 0;
        for (var k = 0; k < order.Count; k++)
            for (var c = 0; c < 3; c++)
            {
                double sum = 0;
                foreach (var n in neighbors[k]) sum += level[3 * n + c];
                var step = relaxation * (sum / neighbors[k].Length - level[3 * order[k] + c]);
                level[3 * order[k] + c] += step;
                moved = Math.Max(moved, Math.Abs(step));
            }
        return moved;
    }

    private static int[] Neighbors(int i, int w, int h)
    {
        var found = new List<int>(4);
        if (i % w > 0) found.Add(i - 1);
        if (i % w < w - 1) found.Add(i + 1);
        if (i >= w) found.Add(i - w);
        if (i < (h - 1) * w) found.Add(i + w);
        return [.. found];
    }
}
