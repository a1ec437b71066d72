using System.Buffers.Binary;

namespace ResearchKit.Imaging.Png;

/// <summary>Turns the samples of one PNG pixel into 8-bit RGB over white.</summary>
internal static class PngPixel
{
    /// <summary>Reads pixel <paramref name="x"/> of an unfiltered row into three bytes.</summary>
    public static void Read(PngHeader header, PngChunks chunks, ReadOnlySpan<byte> row, int x, Span<byte> rgb)
    {
        Span<int> sample = stackalloc int[4];
        var channels = header.Channels;
        for (var c = 0; c < channels; c++) sample[c] = Sample(row, x * channels + c, header.Depth);
        var max = (1 << header.Depth) - 1;
        var hidden = chunks.Transparency;
        switch (header.Color)
        {
            case 3:
                var entry = sample[0];
                if (3 * entry >= chunks.Palette.Length)
                    throw new ImageException(
                        $"PNG: a pixel asks for palette entry {entry} of {chunks.Palette.Length / 3}");
                var alpha = entry < hidden.Length ? hidden[entry] : 255;
                for (var c = 0; c < 3; c++) rgb[c] = OverWhite(chunks.Palette[3 * entry + c], alpha, 255);
                break;
            case 0 or 4:
                var opacity = header.Color == 4 ? sample[1] : IsHidden(hidden, sample[..1]) ? 0 : max;
                rgb.Fill(OverWhite(sample[0], opacity, max));
                break;
            default:
                opacity = header.Color == 6 ? sample[3] : IsHidden(hidden, sample[..3]) ? 0 : max;
                for (var c = 0; c < 3; c++) rgb[c] = OverWhite(sample[c], opacity, max);
                break;
        }
    }

    private static int Sample(ReadOnlySpan<byte> row, int index, int depth)
    {
        if (depth == 8) return row[index];
        if (depth == 16) return BinaryPrimitives.ReadUInt16BigEndian(row[(2 * index)..]);
        var bit = index * depth;
        return row[bit >> 3] >> (8 - depth - (bit & 7)) & ((1 << depth) - 1);
    }

    // value and alpha of 0 to max; the result is rounded to the nearest of 256 levels.
    private static byte OverWhite(int value, int alpha, int max)
    {
        if (alpha == max) return (byte)((255 * value + max / 2) / max);
        var scaled = ((long)value * alpha + (long)max * (max - alpha)) * 255;
        var whole = (long)max * max;
        return (byte)((scaled + whole / 2) / whole);
    }

    private static bool IsHidden(byte[] transparency, ReadOnlySpan<int> sample)
    {
        if (transparency.Length < 2 * sample.Length) return false;
        for (var c = 0; c < sample.Length; c++)
            if (BinaryPrimitives.ReadUInt16BigEndian(transparency.AsSpan(2 * c)) != sample[c]) return false;
        return true;
    }
}
