using ResearchKit.Imaging;

namespace ResearchKit.Pairs.Vision.Inpainting;

/// <summary>
/// Exemplar-based inpainting (Criminisi, Perez, Toyama 2004): patches of the rest of the image are copied into the
/// mask, those first that continue edges and are well surrounded, so that lines and textures go on. Large images are
/// filled at a smaller size first, which decides where each pixel is taken from; the pixels themselves are copied at
/// full size. Patches that hold a pixel of another object are left alone while there are others.
/// </summary>
/// <param name="radius">Patches are squares of 2 radius + 1 pixels, 1 to 20.</param>
/// <param name="reach">How far (in pixels, along each axis) patches are looked for.</param>
public sealed class ExemplarInpainter(int radius = 3, int reach = 48) : IInpainter
{
    // Images with a longer side are filled at a smaller size: patches of a few pixels would see no texture there.
    private const int LongestSide = 1024;
    private const int LargestMask = 200_000; // pixels at that size; the time grows faster than their number

    /// <inheritdoc/>
    public RgbImage Inpaint(RgbImage image, Mask mask, Mask? others = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(radius, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(radius, 20);
        InpaintingMask.Check(image, mask, others);
        var (small, smallMask, block) = Reduced(image, mask);
        var sources = Sources(small, smallMask, others is null ? null : Blocks(others, block));
        var result = image.Clone();
        for (var y = 0; y < image.Height; y++)
        {
            var masked = mask.Row(y);
            for (var x = masked.IndexOf(true); x >= 0 && x < masked.Length; x++)
            {
                if (!masked[x]) continue;
                var source = sources[y / block * small.Width + x / block];
                // Blocks at the right and the lower edge may be narrower than the others.
                int fromX = Math.Min(source % small.Width * block + x % block, image.Width - 1);
                int fromY = Math.Min(source / small.Width * block + y % block, image.Height - 1);
                result[x, y] = image[fromX, fromY];
            }
        }
        return result;
    }

    // For every pixel the one that it is taken from: known ones from themselves.
    private int[] Sources(RgbImage image, Mask mask, Mask? others)
    {
        var canvas = new InpaintingCanvas(image, mask, others, radius);
        var front = new FillFront(canvas);
        while (front.MostUrgent() is { } target)
        {
            canvas.Copy(PatchSearch.Best(canvas, target, reach), target);
            front.Changed(target);
        }
        return canvas.Origin;
    }

    // Squares of pixels become their mean; one with any masked pixel is masked, so that what the mask hides has no say.
    private static (RgbImage Image, Mask Mask, int Block) Reduced(RgbImage image, Mask mask)
    {
        var first = (Math.Max(image.Width, image.Height) + LongestSide - 1) / LongestSide;
        var area = mask.Area;
        while (area > (long)first * first * LargestMask) first++;
        for (var block = first; block > 1; block--)
        {
            var blocks = Blocks(mask, block);
            if (blocks.Area < blocks.Width * blocks.Height) return (Means(image, blocks, block), blocks, block);
        }
        return (image, mask, 1);
    }

    private static Mask Blocks(Mask mask, int block)
    {
        if (block == 1) return mask;
        var blocks = new Mask((mask.Width + block - 1) / block, (mask.Height + block - 1) / block);
        for (var y = 0; y < mask.Height; y++)
        {
            var masked = mask.Row(y);
            for (var x = masked.IndexOf(true); x >= 0 && x < masked.Length; x++)
                if (masked[x]) blocks[x / block, y / block] = true;
        }
        return blocks;
    }

    private static RgbImage Means(RgbImage image, Mask blocks, int block)
    {
        var small = new RgbImage(blocks.Width, blocks.Height);
        for (var y = 0; y < small.Height; y++)
            for (var x = 0; x < small.Width; x++)
            {
                int right = Math.Min((x + 1) * block, image.Width), bottom = Math.Min((y + 1) * block, image.Height);
                int r = 0, g = 0, b = 0, n = (right - x * block) * (bottom - y * block);
                for (var py = y * block; py < bottom; py++)
                {
                    var row = image.Row(py);
                    for (var i = 3 * x * block; i < 3 * right; i += 3)
                        (r, g, b) = (r + row[i], g + row[i + 1], b + row[i + 2]);
                }
                small[x, y] = new((byte)((r + n / 2) / n), (byte)((g + n / 2) / n), (byte)((b + n / 2) / n));
            }
        return small;
    }
}
