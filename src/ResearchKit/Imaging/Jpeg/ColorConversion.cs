namespace ResearchKit.Imaging.Jpeg;

/// <summary>From the planes of a file to RGB; YCbCr by JFIF's matrix in 16-bit fixed point.</summary>
internal static class ColorConversion
{
    private static int Fixed(double x) => (int)(x * 65536 + 0.5);

    private static readonly int RedOfCr = Fixed(1.402), BlueOfCb = Fixed(1.772),
        GreenOfCr = Fixed(0.71414), GreenOfCb = Fixed(0.34414);

    /// <summary>Joins full-size planes into an image.</summary>
    /// <param name="planes">One plane (gray), three, or four (the fourth is black).</param>
    /// <param name="isRgb">True if the planes hold red, green and blue themselves, or cyan, magenta and yellow.</param>
    /// <param name="width">Width of the image.</param>
    /// <param name="height">Height of the image.</param>
    public static RgbImage Join(Plane[] planes, bool isRgb, int width, int height)
    {
        var image = new RgbImage(width, height);
        for (var y = 0; y < height; y++)
        {
            var row = image.Row(y);
            var first = planes[0].Row(y);
            if (planes.Length == 1)
            {
                for (var x = 0; x < width; x++) row.Slice(3 * x, 3).Fill(first[x]);
                continue;
            }
            ReadOnlySpan<byte> second = planes[1].Row(y), third = planes[2].Row(y);
            if (isRgb)
                for (var x = 0; x < width; x++)
                    (row[3 * x], row[3 * x + 1], row[3 * x + 2]) = (first[x], second[x], third[x]);
            else
                for (var x = 0; x < width; x++) Convert(first[x], second[x] - 128, third[x] - 128, row.Slice(3 * x, 3));
            if (planes.Length == 4) Print(row, planes[3].Row(y), complement: !isRgb);
        }
        return image;
    }

    // Files hold inks inverted, 255 for none, as Adobe's programs write them and all decoders read them, with or
    // without Adobe's segment: what is left of the light is the product of what each ink lets through. YCbCr stands for
    // the inks as they are, so that it gives the complement.
    private static void Print(Span<byte> row, ReadOnlySpan<byte> black, bool complement)
    {
        for (var x = 0; x < black.Length; x++)
            foreach (ref var channel in row.Slice(3 * x, 3))
            {
                var light = complement ? 255 - channel : channel;
                channel = (byte)((light * black[x] + 127) / 255);
            }
    }

    private static void Convert(int y, int cb, int cr, Span<byte> rgb)
    {
        rgb[0] = Clamp(y + ((RedOfCr * cr + 32768) >> 16));
        rgb[1] = Clamp(y + ((-GreenOfCb * cb - GreenOfCr * cr + 32768) >> 16));
        rgb[2] = Clamp(y + ((BlueOfCb * cb + 32768) >> 16));
    }

    private static byte Clamp(int x) => (byte)Math.Clamp(x, 0, 255);
}
