using System.Buffers.Binary;

namespace ResearchKit.Imaging.Png;

/// <summary>
/// Writes PNG: 8-bit RGB, each row with the filter that leaves the smallest differences, compressed by our own
/// <see cref="Deflate"/> so that the same pixels give the same bytes on every machine.
/// </summary>
/// <remarks>
/// This file, <see cref="Deflate"/>, <see cref="Crc32"/> and <see cref="PngPrediction"/> are compiled into
/// ResearchKit.Figures too, which embeds images and uses nothing of the library.
/// </remarks>
internal static class PngFile
{
    /// <summary>The file.</summary>
    /// <param name="width">Pixels per row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="pixels"><c>[height, width, 3]</c>: red, green and blue, top row first.</param>
    public static byte[] Encode(int width, int height, ReadOnlySpan<byte> pixels) =>
        File(width, height, colorType: 2, [], Filter(pixels, 3 * width));

    /// <summary>
    /// A file of a drawing: one byte a pixel and no filter if it has at most 256 colors, which is a third of the length
    /// of <see cref="Encode"/> for flat areas and text; else that.
    /// </summary>
    /// <inheritdoc cref="Encode"/>
    public static byte[] EncodeDrawing(int width, int height, ReadOnlySpan<byte> pixels)
    {
        var palette = new Dictionary<int, byte>();
        var colors = new List<byte>();
        var rows = new byte[height * (1 + width)];
        for (var i = 0; i < width * height; i++)
        {
            var rgb = pixels.Slice(3 * i, 3);
            var key = rgb[0] << 16 | rgb[1] << 8 | rgb[2];
            if (!palette.TryGetValue(key, out var index))
            {
                if (palette.Count == 256) return Encode(width, height, pixels);
                palette[key] = index = (byte)palette.Count;
                colors.AddRange(rgb);
            }
            rows[i / width * (1 + width) + 1 + i % width] = index;
        }
        return File(width, height, colorType: 3, [.. colors], rows);
    }

    private static byte[] File(int width, int height, byte colorType, ReadOnlySpan<byte> palette, byte[] rows)
    {
        using var file = new MemoryStream();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10]);
        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], height);
        (header[8], header[9]) = (8, colorType);
        WriteChunk(file, "IHDR"u8, header);
        if (palette.Length > 0) WriteChunk(file, "PLTE"u8, palette);
        WriteChunk(file, "IDAT"u8, Deflate.ZLib(rows));
        WriteChunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    private static byte[] Filter(ReadOnlySpan<byte> pixels, int length)
    {
        var height = pixels.Length / length;
        var filtered = new byte[height * (1 + length)];
        var trial = new byte[length];
        ReadOnlySpan<byte> above = new byte[length];
        for (var y = 0; y < height; y++)
        {
            var row = pixels.Slice(y * length, length);
            var target = filtered.AsSpan(y * (1 + length), 1 + length);
            var best = long.MaxValue;
            for (var filter = 0; filter <= 4; filter++)
            {
                long cost = 0; // of the differences as signed bytes: the usual estimate of how well a row compresses
                for (var i = 0; i < length; i++)
                {
                    int left = i >= 3 ? row[i - 3] : 0, up = above[i], corner = i >= 3 ? above[i - 3] : 0;
                    trial[i] = (byte)(row[i] - PngPrediction.Of(filter, left, up, corner));
                    cost += Math.Abs((int)(sbyte)trial[i]);
                }
                if (cost >= best) continue;
                best = cost;
                target[0] = (byte)filter;
                trial.CopyTo(target[1..]);
            }
            above = row;
        }
        return filtered;
    }

    private static void WriteChunk(MemoryStream file, ReadOnlySpan<byte> type, ReadOnlySpan<byte> body)
    {
        Span<byte> word = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(word, body.Length);
        file.Write(word);
        var start = (int)file.Position;
        file.Write(type);
        file.Write(body);
        BinaryPrimitives.WriteUInt32BigEndian(word,
            Crc32.Of(file.GetBuffer().AsSpan(start, (int)file.Position - start)));
        file.Write(word);
    }
}
