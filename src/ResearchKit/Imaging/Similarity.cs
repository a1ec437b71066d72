namespace ResearchKit.Imaging;

/// <summary>How alike two images are.</summary>
public static class Similarity
{
    // exp(-d^2 / (2 * 1.5^2)) for d = -5..5, divided by their sum: the window of the SSIM paper. Written out, because
    // Math.Exp comes from the C runtime and its last bit differs between machines.
    private static readonly double[] Window =
    [
        0.00102838008447911, 0.007598758135239185, 0.03600077212843083, 0.10936068950970002, 0.2130055377112537,
        0.26601172486179436, 0.2130055377112537, 0.10936068950970002, 0.03600077212843083, 0.007598758135239185,
        0.00102838008447911,
    ];

    private const int Reach = 5;

    /// <summary>Mean absolute difference of the samples, 0 (equal) to 255.</summary>
    /// <param name="a">An image.</param>
    /// <param name="b">An image of the same size.</param>
    /// <param name="where">The pixels that count; null for all.</param>
    /// <exception cref="ArgumentException">The sizes differ, or no pixel counts.</exception>
    public static double L1(RgbImage a, RgbImage b, Mask? where = null)
    {
        CheckSizes(a, b, where);
        long sum = 0, count = 0;
        for (var y = 0; y < a.Height; y++)
        {
            Span<byte> ra = a.Row(y), rb = b.Row(y);
            var counts = where is null ? default : where.Row(y);
            for (var x = where is null ? 0 : counts.IndexOf(true); x >= 0 && x < a.Width; x++)
            {
                if (where is not null && !counts[x]) continue;
                count += 3;
                for (var c = 3 * x; c < 3 * x + 3; c++) sum += Math.Abs(ra[c] - rb[c]);
            }
        }
        return count > 0 ? (double)sum / count : throw new ArgumentException("no pixel counts", nameof(where));
    }

    /// <summary>
    /// Structural similarity (Wang, Bovik, Sheikh, Simoncelli 2004, Eq. 13) of the luminances: Gaussian window of
    /// 11 x 11, sigma 1.5, K1 = 0.01, K2 = 0.03; the mean over all pixels whose window lies inside the image.
    /// </summary>
    /// <param name="a">An image of at least 11 x 11.</param>
    /// <param name="b">An image of the same size.</param>
    /// <param name="where">The pixels that count; null for all.</param>
    /// <returns>-1 to 1; 1 only for equal luminances.</returns>
    /// <exception cref="ArgumentException">The sizes differ, or no pixel counts.</exception>
    public static double Ssim(RgbImage a, RgbImage b, Mask? where = null)
    {
        CheckSizes(a, b, where);
        const double c1 = 0.01 * 255 * (0.01 * 255), c2 = 0.03 * 255 * (0.03 * 255);
        double[] x = Luminance(a), y = Luminance(b);
        double[] mx = Blur(x, a), my = Blur(y, a), xx = Blur(Product(x, x), a), yy = Blur(Product(y, y), a),
            xy = Blur(Product(x, y), a);
        double sum = 0;
        var count = 0;
        for (var row = Reach; row < a.Height - Reach; row++)
            for (var col = Reach; col < a.Width - Reach; col++)
            {
                if (where is not null && !where[col, row]) continue;
                var i = row * a.Width + col;
                double vx = xx[i] - mx[i] * mx[i], vy = yy[i] - my[i] * my[i], cov = xy[i] - mx[i] * my[i];
                sum += (2 * mx[i] * my[i] + c1) * (2 * cov + c2) /
                    ((mx[i] * mx[i] + my[i] * my[i] + c1) * (vx + vy + c2));
                count++;
            }
        return count > 0 ? sum / count
            : throw new ArgumentException("no pixel counts: SSIM needs 11 x 11 around it", nameof(where));
    }

    // ITU-R BT.601.
    private static double[] Luminance(RgbImage image)
    {
        var y = new double[image.Width * image.Height];
        for (var i = 0; i < y.Length; i++)
            y[i] = 0.299 * image.Pixels[3 * i] + 0.587 * image.Pixels[3 * i + 1] + 0.114 * image.Pixels[3 * i + 2];
        return y;
    }

    private static double[] Product(double[] a, double[] b)
    {
        var p = new double[a.Length];
        for (var i = 0; i < p.Length; i++) p[i] = a[i] * b[i];
        return p;
    }

    // The window is a product of two, one along each axis. Pixels nearer to the border than its reach stay zero.
    private static double[] Blur(double[] values, RgbImage size)
    {
        int w = size.Width, h = size.Height;
        double[] across = new double[values.Length], result = new double[values.Length];
        for (var y = 0; y < h; y++)
            for (var x = Reach; x < w - Reach; x++)
                for (var k = -Reach; k <= Reach; k++) across[y * w + x] += Window[k + Reach] * values[y * w + x + k];
        for (var y = Reach; y < h - Reach; y++)
            for (var x = Reach; x < w - Reach; x++)
                for (var k = -Reach; k <= Reach; k++) result[y * w + x] += Window[k + Reach] * across[(y + k) * w + x];
        return result;
    }

    private static void CheckSizes(RgbImage a, RgbImage b, Mask? where)
    {
        if (a.Width != b.Width || a.Height != b.Height)
            throw new ArgumentException(
                $"images of {a.Width} x {a.Height} and {b.Width} x {b.Height} cannot be compared", nameof(b));
        if (where is not null && (where.Width != a.Width || where.Height != a.Height))
            throw new ArgumentException(
                $"a mask of {where.Width} x {where.Height} does not fit images of {a.Width} x {a.Height}",
                nameof(where));
    }
}
