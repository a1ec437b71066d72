using System.Buffers.Binary;

namespace ResearchKit.Imaging.Png;

/// <summary>The IHDR chunk.</summary>
/// <param name="Width">Pixels per row.</param>
/// <param name="Height">Rows.</param>
/// <param name="Depth">Bits per sample: 1, 2, 4, 8 or 16.</param>
/// <param name="Color">0 gray, 2 RGB, 3 palette, 4 gray and alpha, 6 RGB and alpha.</param>
/// <param name="Interlaced">True for Adam7.</param>
internal sealed record PngHeader(int Width, int Height, int Depth, int Color, bool Interlaced)
{
    /// <summary>Samples per pixel.</summary>
    public int Channels => Color switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 };

    /// <summary>Bytes of a row of <paramref name="width"/> pixels, without its filter byte.</summary>
    public int RowBytes(int width) => (int)(((long)width * Channels * Depth + 7) / 8);

    /// <summary>Bytes per whole pixel, at least 1: the distance at which filters look left.</summary>
    public int FilterStep => Math.Max(1, Channels * Depth / 8);

    /// <summary>Reads and checks the chunk's 13 bytes.</summary>
    /// <exception cref="ImageException">The chunk is damaged or describes no PNG we could hold.</exception>
    public static PngHeader Parse(ReadOnlySpan<byte> chunk)
    {
        if (chunk.Length != 13) throw new ImageException($"PNG: the header has {chunk.Length} bytes, not 13");
        uint width = BinaryPrimitives.ReadUInt32BigEndian(chunk),
            height = BinaryPrimitives.ReadUInt32BigEndian(chunk[4..]);
        int depth = chunk[8], color = chunk[9];
        if (width == 0 || height == 0 || width > int.MaxValue || height > int.MaxValue)
            throw new ImageException($"PNG: a size of {width} x {height} is not possible");
        if ((ulong)width * height > RgbImage.MaxPixels)
            throw new ImageException($"PNG: {width} x {height} pixels are more than we read ({RgbImage.MaxPixels})");
        var known = color switch
        {
            0 => depth is 1 or 2 or 4 or 8 or 16,
            3 => depth is 1 or 2 or 4 or 8,
            2 or 4 or 6 => depth is 8 or 16,
            _ => false,
        };
        if (!known) throw new ImageException($"PNG: color type {color} with {depth} bits does not exist");
        if (chunk[10] != 0 || chunk[11] != 0 || chunk[12] > 1)
            throw new ImageException("PNG: unknown compression, filter or interlace method");
        return new((int)width, (int)height, depth, color, chunk[12] == 1);
    }
}
