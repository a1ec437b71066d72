namespace ResearchKit.Imaging;

/// <summary>
/// An image: 8-bit sRGB, rows from top to bottom, pixels from left to right, three bytes each (red, green, blue).
/// </summary>
public sealed class RgbImage
{
    /// <summary>The most pixels an image may have: 2^27, a square of 11,585 pixels a side.</summary>
    public const int MaxPixels = 1 << 27;

    /// <summary>A black image.</summary>
    /// <param name="width">Pixels per row, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A side is below 1, or there are too many pixels.</exception>
    public RgbImage(int width, int height) : this(width, height, new byte[CheckedLength(width, height)]) { }

    /// <summary>An image over existing bytes, which it keeps and does not copy.</summary>
    /// <param name="width">Pixels per row, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <param name="pixels"><c>[height, width, 3]</c> bytes.</param>
    /// <exception cref="ArgumentException">The number of bytes does not fit the size.</exception>
    public RgbImage(int width, int height, byte[] pixels)
    {
        if (pixels.Length != CheckedLength(width, height))
            throw new ArgumentException(
                $"an image of {width} x {height} has {3L * width * height} bytes, not {pixels.Length}", nameof(pixels));
        (Width, Height, Pixels) = (width, height, pixels);
    }

    /// <summary>Pixels per row.</summary>
    public int Width { get; }

    /// <summary>Number of rows.</summary>
    public int Height { get; }

    /// <summary>The bytes, <c>[height, width, 3]</c>.</summary>
    public byte[] Pixels { get; }

    /// <summary>The pixel at column <paramref name="x"/> of row <paramref name="y"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The place lies outside the image.</exception>
    public Rgb this[int x, int y]
    {
        get { var i = Offset(x, y); return new(Pixels[i], Pixels[i + 1], Pixels[i + 2]); }
        set { var i = Offset(x, y); (Pixels[i], Pixels[i + 1], Pixels[i + 2]) = (value.R, value.G, value.B); }
    }

    /// <summary>The bytes of row <paramref name="y"/>, <c>[width, 3]</c>.</summary>
    public Span<byte> Row(int y) => Pixels.AsSpan(3 * Width * y, 3 * Width);

    /// <summary>Paints every pixel.</summary>
    public void Fill(Rgb color)
    {
        for (var i = 0; i < Pixels.Length; i += 3)
            (Pixels[i], Pixels[i + 1], Pixels[i + 2]) = (color.R, color.G, color.B);
    }

    /// <summary>A copy that shares nothing with this image.</summary>
    public RgbImage Clone() => new(Width, Height, (byte[])Pixels.Clone());

    private int Offset(int x, int y)
    {
        if ((uint)x >= (uint)Width || (uint)y >= (uint)Height)
            throw new ArgumentOutOfRangeException(
                nameof(x), $"pixel ({x}, {y}) lies outside an image of {Width} x {Height}");
        return 3 * (y * Width + x);
    }

    private static int CheckedLength(int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        if ((long)width * height > MaxPixels)
            throw new ArgumentOutOfRangeException(
                nameof(width), $"{width} x {height} pixels are more than an image may have ({MaxPixels})");
        return 3 * width * height;
    }
}
