namespace ResearchKit.Imaging.Drawing;

/// <summary>Draws figures into an image.</summary>
public static class Canvas
{
    /// <summary>Fills a figure with one color; pixels at its edge are mixed by the share that it covers.</summary>
    public static void Fill(this RgbImage image, Shape shape, Rgb color) => image.Fill(shape, (_, _) => color);

    /// <summary>Fills a figure with a pattern: a color for each pixel.</summary>
    public static void Fill(this RgbImage image, Shape shape, Func<int, int, Rgb> pattern)
    {
        var box = shape.Pixels(image.Width, image.Height);
        for (var y = box.Y; y < box.Bottom; y++)
            for (var x = box.X; x < box.Right; x++)
            {
                var share = shape.Coverage(x, y);
                if (share > 0) image[x, y] = Mix(image[x, y], pattern(x, y), share);
            }
    }

    private static Rgb Mix(Rgb under, Rgb over, double share) => new(
        Mix(under.R, over.R, share), Mix(under.G, over.G, share), Mix(under.B, over.B, share));

    private static byte Mix(byte under, byte over, double share) =>
        (byte)Math.Floor(under + (over - under) * share + 0.5);
}
