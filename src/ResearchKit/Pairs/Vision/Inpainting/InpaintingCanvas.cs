using ResearchKit.Imaging;

namespace ResearchKit.Pairs.Vision.Inpainting;

/// <summary>An image while it is filled: which pixels are known, how far each is trusted, where it came from.</summary>
internal sealed class InpaintingCanvas
{
    /// <summary>Bytes behind the last pixel, so that vectors may reach beyond it.</summary>
    public const int Padding = 64;

    public InpaintingCanvas(RgbImage image, Mask mask, Mask? others, int radius)
    {
        (Radius, Width, Height) = (radius, image.Width, image.Height);
        var count = Width * Height;
        Pixels = new byte[3 * count + Padding];
        image.Pixels.CopyTo(Pixels, 0);
        (Unknown, Confidence, Origin) = (new bool[count], new double[count], new int[count]);
        for (var y = 0; y < Height; y++) mask.Row(y).CopyTo(Unknown.AsSpan(y * Width));
        for (var i = 0; i < count; i++)
        {
            Origin[i] = i;
            // what the mask hides must not matter, not even through a gradient
            if (Unknown[i]) Array.Clear(Pixels, 3 * i, 3);
            else Confidence[i] = 1;
        }
        Source = Centers(others);
        // An image full of objects has no patch without any: then each may be copied.
        if (others is not null && !Source.AsSpan().Contains(true)) Source = Centers(null);
    }

    public int Radius { get; }

    public int Width { get; }

    public int Height { get; }

    public byte[] Pixels { get; }

    public bool[] Unknown { get; }

    /// <summary>1 for what the image had, less for what was filled in, 0 for the unknown.</summary>
    public double[] Confidence { get; }

    /// <summary>The pixel of the original image that each known pixel shows.</summary>
    public int[] Origin { get; }

    /// <summary>Centers of patches that lie in the image and held no masked pixel at the start, and none of another
    /// object.</summary>
    public bool[] Source { get; }

    /// <summary>The mean confidence of a patch (Eq. 1 of the paper); what lies outside the image counts as
    /// unknown.</summary>
    public double Trust(int x, int y)
    {
        double sum = 0;
        for (var py = Math.Max(0, y - Radius); py <= Math.Min(Height - 1, y + Radius); py++)
            for (var px = Math.Max(0, x - Radius); px <= Math.Min(Width - 1, x + Radius); px++)
                sum += Confidence[py * Width + px];
        return sum / ((2 * Radius + 1) * (2 * Radius + 1));
    }

    /// <summary>Fills the unknown pixels of a patch from another; from a pixel that is no center, one pixel
    /// alone.</summary>
    public void Copy(int from, int to)
    {
        var trust = Trust(to % Width, to / Width);
        var size = Source[from] ? Radius : 0;
        for (var dy = -size; dy <= size; dy++)
            for (var dx = -size; dx <= size; dx++)
            {
                int x = to % Width + dx, y = to / Width + dy;
                if ((uint)x >= (uint)Width || (uint)y >= (uint)Height || !Unknown[y * Width + x]) continue;
                int i = y * Width + x, j = from + dy * Width + dx;
                Pixels.AsSpan(3 * j, 3).CopyTo(Pixels.AsSpan(3 * i, 3));
                (Unknown[i], Confidence[i], Origin[i]) = (false, trust, Origin[j]);
            }
    }

    private bool[] Centers(Mask? others)
    {
        var good = new bool[Width * Height];
        for (var y = Radius; y < Height - Radius; y++)
            for (var x = Radius; x < Width - Radius; x++)
            {
                var free = true;
                for (var dy = -Radius; dy <= Radius && free; dy++)
                    free = !Unknown.AsSpan((y + dy) * Width + x - Radius, 2 * Radius + 1).Contains(true)
                        && others?.Row(y + dy).Slice(x - Radius, 2 * Radius + 1).Contains(true) != true;
                good[y * Width + x] = free;
            }
        return good;
    }
}
