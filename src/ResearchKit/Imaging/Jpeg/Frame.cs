using System.Buffers.Binary;

namespace ResearchKit.Imaging.Jpeg;

/// <summary>The start-of-frame segment: size, components, and whether the file is progressive.</summary>
internal sealed class Frame
{
    private Frame(int width, int height, bool progressive, bool arithmetic, Component[] components) =>
        (Width, Height, Progressive, Arithmetic, Components) = (width, height, progressive, arithmetic, components);

    public int Width { get; }
    public int Height { get; }
    public bool Progressive { get; }
    public bool Arithmetic { get; }
    public Component[] Components { get; }
    public int MaxHorizontal => Components.Max(c => c.Horizontal);
    public int MaxVertical => Components.Max(c => c.Vertical);

    /// <summary>Units of an interleaved scan per row, and rows of them.</summary>
    public int UnitsAcross => (Width + 8 * MaxHorizontal - 1) / (8 * MaxHorizontal);
    public int UnitsDown => (Height + 8 * MaxVertical - 1) / (8 * MaxVertical);

    /// <summary>Reads the segment and makes room for what the scans bring.</summary>
    /// <param name="segment">The segment without marker and length.</param>
    /// <param name="progressive">True for SOF2 and SOF10.</param>
    /// <param name="arithmetic">True for SOF9 and SOF10.</param>
    /// <param name="fileLength">Bytes of the whole file, against which the claimed size is checked.</param>
    /// <exception cref="ImageException">The segment is damaged, or describes what we do not read.</exception>
    public static Frame Parse(ReadOnlySpan<byte> segment, bool progressive, bool arithmetic, int fileLength)
    {
        if (segment.Length < 6) throw new ImageException("JPEG: the frame header is too short");
        int precision = segment[0], count = segment[5];
        int height = BinaryPrimitives.ReadUInt16BigEndian(segment[1..]),
            width = BinaryPrimitives.ReadUInt16BigEndian(segment[3..]);
        if (precision != 8)
            throw new ImageException(
                $"JPEG: {precision} bits per sample are not supported, only 8; convert the file first");
        if (width == 0 || height == 0) throw new ImageException($"JPEG: a size of {width} x {height} is not possible");
        if ((long)width * height > RgbImage.MaxPixels)
            throw new ImageException($"JPEG: {width} x {height} pixels are more than we read ({RgbImage.MaxPixels})");
        if (count is not (1 or 3 or 4))
            throw new ImageException($"JPEG: {count} color components are not supported (1, 3 and 4 are)");
        if (segment.Length != 6 + 3 * count) throw new ImageException("JPEG: the frame header has the wrong length");
        var components = new Component[count];
        for (var i = 0; i < count; i++)
        {
            var part = segment.Slice(6 + 3 * i, 3);
            int horizontal = part[1] >> 4, vertical = part[1] & 15, table = part[2];
            if (horizontal is < 1 or > 4 || vertical is < 1 or > 4 || table > 3)
                throw new ImageException($"JPEG: component {i} has impossible sampling factors or table");
            components[i] = new(part[0], horizontal, vertical, table);
        }
        if (components.DistinctBy(c => c.Id).Count() != count)
            throw new ImageException("JPEG: two components have one number");
        if (count == 1) components = [new(components[0].Id, 1, 1, components[0].QuantizationTable)];
        var frame = new Frame(width, height, progressive, arithmetic, components);
        // Each block takes at least one bit of the file, of which arithmetic coding needs a small part where an image
        // is flat: a small file that claims a huge image allocates nothing.
        var blocks = (long)frame.UnitsAcross * frame.UnitsDown * components.Sum(c => c.Horizontal * c.Vertical);
        if (blocks > (arithmetic ? 2000L : 8L) * fileLength + 64)
            throw new ImageException($"JPEG: the file is too short for {width} x {height} pixels");
        if (blocks * 64 > int.MaxValue) throw new ImageException("JPEG: the image is too large");
        foreach (var c in components) c.Allocate(width, height, frame.MaxHorizontal, frame.MaxVertical, progressive);
        return frame;
    }
}
