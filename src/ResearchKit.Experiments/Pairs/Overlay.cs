using ResearchKit.Imaging;

namespace ResearchKit.Experiments.Pairs;

/// <summary>Marks on images, for people to look at.</summary>
public static class Overlay
{
    /// <summary>A copy in which every pixel became a square of pixels, so that marks can be finer than
    /// pixels.</summary>
    /// <param name="image">The image.</param>
    /// <param name="factor">The side of the square.</param>
    public static RgbImage Enlarged(this RgbImage image, int factor)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(factor);
        var large = new RgbImage(image.Width * factor, image.Height * factor);
        for (var y = 0; y < large.Height; y++)
            for (var x = 0; x < large.Width; x++) large[x, y] = image[x / factor, y / factor];
        return large;
    }

    /// <summary>A copy with a frame along its edges.</summary>
    /// <param name="image">The image.</param>
    /// <param name="color">The frame's color.</param>
    /// <param name="width">Its width in pixels.</param>
    public static RgbImage Framed(this RgbImage image, Rgb color, int width)
    {
        var framed = image.Clone();
        for (var y = 0; y < image.Height; y++)
            for (var x = 0; x < image.Width; x++)
                if (Math.Min(Math.Min(x, image.Width - 1 - x), Math.Min(y, image.Height - 1 - y)) < width)
                    framed[x, y] = color;
        return framed;
    }

    /// <summary>A copy in which masks are tinted half with a color each; where two meet, the later one wins.</summary>
    /// <param name="image">The image.</param>
    /// <param name="masks">The masks, as large as the image, and their colors.</param>
    public static RgbImage Tinted(this RgbImage image, IEnumerable<(Mask Mask, Rgb Color)> masks)
    {
        var tinted = image.Clone();
        foreach (var (mask, color) in masks)
            for (var y = 0; y < image.Height; y++)
                for (var x = 0; x < image.Width; x++)
                    if (mask[x, y]) tinted[x, y] = Mix(image[x, y], color);
        return tinted;
    }

    /// <summary>A copy with the outlines of boxes drawn into it; what lies outside the image is cut off.</summary>
    /// <param name="image">The image.</param>
    /// <param name="boxes">The boxes and their colors.</param>
    /// <param name="width">Width of the lines in pixels, inside the boxes.</param>
    public static RgbImage Boxed(this RgbImage image, IEnumerable<(Box Box, Rgb Color)> boxes, int width = 1)
    {
        var boxed = image.Clone();
        foreach (var (box, color) in boxes)
        {
            var seen = box.Intersect(new(0, 0, image.Width, image.Height));
            for (var y = seen.Y; y < seen.Bottom; y++)
                for (var x = seen.X; x < seen.Right; x++)
                    if (Math.Min(Math.Min(x - box.X, box.Right - 1 - x), Math.Min(y - box.Y, box.Bottom - 1 - y))
                        < width) boxed[x, y] = color;
        }
        return boxed;
    }

    private static Rgb Mix(Rgb a, Rgb b) =>
        new((byte)((a.R + 2 * b.R) / 3), (byte)((a.G + 2 * b.G) / 3), (byte)((a.B + 2 * b.B) / 3));
}
