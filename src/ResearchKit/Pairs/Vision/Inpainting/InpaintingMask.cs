using ResearchKit.Imaging;

namespace ResearchKit.Pairs.Vision.Inpainting;

/// <summary>What all inpainters share.</summary>
internal static class InpaintingMask
{
    /// <summary>Checks that the mask fits and leaves something to paint from.</summary>
    public static void Check(RgbImage image, Mask mask, Mask? others = null)
    {
        CheckSize(image, mask, nameof(mask));
        if (others is not null) CheckSize(image, others, nameof(others));
        if (mask.Area == image.Width * image.Height)
            throw new ArgumentException("the mask covers the whole image: there is nothing to paint from",
                nameof(mask));
    }

    private static void CheckSize(RgbImage image, Mask mask, string name)
    {
        if (mask.Width != image.Width || mask.Height != image.Height)
            throw new ArgumentException(
                $"a mask of {mask.Width} x {mask.Height} does not fit an image of {image.Width} x {image.Height}",
                name);
    }

    /// <summary>The masked pixels from the rim inwards: all that touch a known pixel, then all that touch those, and so
    /// on.</summary>
    /// <returns>Offsets <c>y * width + x</c>; no pixel before one that is nearer (in steps along rows and columns) to
    /// the rim.</returns>
    public static List<int> FromRim(Mask mask)
    {
        int w = mask.Width, h = mask.Height;
        var known = new bool[w * h];
        for (var y = 0; y < h; y++)
            for (var x = 0; x < w; x++) known[y * w + x] = !mask[x, y];
        var order = new List<int>();
        for (var i = 0; i < known.Length; i++)
            if (!known[i] && Touches(i)) order.Add(i);
        foreach (var i in order) known[i] = true;
        for (var next = 0; next < order.Count; next++)
        {
            int i = order[next], x = i % w, y = i / w;
            if (x > 0) Add(i - 1);
            if (x < w - 1) Add(i + 1);
            if (y > 0) Add(i - w);
            if (y < h - 1) Add(i + w);
        }
        return order;

        bool Touches(int i) =>
            i % w > 0 && known[i - 1] || i % w < w - 1 && known[i + 1] || i >= w && known[i - w] || i < (h - 1) * w
            && known[i + w];
        void Add(int i)
        {
            if (known[i]) return;
            known[i] = true;
            order.Add(i);
        }
    }
}
