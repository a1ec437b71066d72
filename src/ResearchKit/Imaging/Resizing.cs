namespace ResearchKit.Imaging;

/// <summary>Changes the size of images, and cuts parts out of them.</summary>
public static class Resizing
{
    /// <summary>
    /// The image in another size. As in Pillow, the filter widens with the reduction, so that shrinking averages
    /// instead of skipping pixels; rows are filtered first and rounded to bytes, then columns.
    /// </summary>
    /// <param name="image">The image.</param>
    /// <param name="width">New width, at least 1.</param>
    /// <param name="height">New height, at least 1.</param>
    /// <param name="interpolation">The filter.</param>
    public static RgbImage Resize(this RgbImage image, int width, int height,
        Interpolation interpolation = Interpolation.Bicubic)
    {
        var result = new RgbImage(width, height);
        var across = Weights(image.Width, width, interpolation);
        var down = Weights(image.Height, height, interpolation);
        var narrow = new RgbImage(width, image.Height);
        for (var y = 0; y < image.Height; y++)
        {
            ReadOnlySpan<byte> row = image.Row(y);
            var target = narrow.Row(y);
            for (var x = 0; x < width; x++)
            {
                var (first, weights) = across[x];
                for (var c = 0; c < 3; c++)
                {
                    double sum = 0;
                    for (var k = 0; k < weights.Length; k++) sum += weights[k] * row[3 * (first + k) + c];
                    target[3 * x + c] = ToByte(sum);
                }
            }
        }
        for (var y = 0; y < height; y++)
        {
            var (first, weights) = down[y];
            var row = result.Row(y);
            for (var i = 0; i < row.Length; i++)
            {
                double sum = 0;
                for (var k = 0; k < weights.Length; k++) sum += weights[k] * narrow.Pixels[3 * width * (first + k) + i];
                row[i] = ToByte(sum);
            }
        }
        return result;
    }

    /// <summary>A part of the image.</summary>
    /// <exception cref="ArgumentException">The box is empty or not wholly inside the image.</exception>
    public static RgbImage Crop(this RgbImage image, Box box)
    {
        if (box.IsEmpty || box.Intersect(new(0, 0, image.Width, image.Height)) != box)
            throw new ArgumentException($"{box} is not inside an image of {image.Width} x {image.Height}", nameof(box));
        var result = new RgbImage(box.Width, box.Height);
        for (var y = 0; y < box.Height; y++) image.Row(box.Y + y).Slice(3 * box.X, 3 * box.Width).CopyTo(result.Row(y));
        return result;
    }

    private static byte ToByte(double value) => (byte)Math.Clamp(Math.Floor(value + 0.5), 0, 255);

    // For each new pixel: the first old one that counts, and the weights from there on; they sum to 1.
    private static (int First, double[] Weights)[] Weights(int from, int to, Interpolation interpolation)
    {
        double scale = (double)from / to, stretch = Math.Max(1, scale);
        var support = stretch * interpolation switch { Interpolation.Area => 0.5, Interpolation.Bilinear => 1, _ => 2 };
        var all = new (int, double[])[to];
        for (var i = 0; i < to; i++)
        {
            var center = (i + 0.5) * scale;
            var first = Math.Max(0, (int)(center - support + 0.5));
            var last = Math.Min(from, (int)(center + support + 0.5));
            var weights = new double[last - first];
            double sum = 0;
            for (var k = 0; k < weights.Length; k++)
                sum += weights[k] = Kernel(interpolation, (first + k + 0.5 - center) / stretch);
            for (var k = 0; k < weights.Length; k++) weights[k] /= sum;
            all[i] = (first, weights);
        }
        return all;
    }

    private static double Kernel(Interpolation interpolation, double x)
    {
        if (interpolation == Interpolation.Area) return x is > -0.5 and <= 0.5 ? 1 : 0;
        x = Math.Abs(x);
        if (interpolation == Interpolation.Bilinear) return Math.Max(0, 1 - x);
        return x < 1 ? (1.5 * x - 2.5) * x * x + 1 : x < 2 ? ((-0.5 * x + 2.5) * x - 4) * x + 2 : 0;
    }
}
