using ResearchKit.Imaging;

namespace ResearchKit.Pairs.Vision.Inpainting;

/// <summary>Paints the mask in the mean color of the rest of the image: the yardstick that every inpainter must
/// beat.</summary>
public sealed class MeanInpainter : IInpainter
{
    /// <inheritdoc/>
    public RgbImage Inpaint(RgbImage image, Mask mask, Mask? others = null)
    {
        InpaintingMask.Check(image, mask);
        long r = 0, g = 0, b = 0, n = 0;
        for (var y = 0; y < image.Height; y++)
            for (var x = 0; x < image.Width; x++)
            {
                if (mask[x, y]) continue;
                var p = image[x, y];
                (r, g, b, n) = (r + p.R, g + p.G, b + p.B, n + 1);
            }
        var mean = new Rgb((byte)((r + n / 2) / n), (byte)((g + n / 2) / n), (byte)((b + n / 2) / n));
        var result = image.Clone();
        for (var y = 0; y < image.Height; y++)
            for (var x = 0; x < image.Width; x++)
                if (mask[x, y]) result[x, y] = mean;
        return result;
    }
}
