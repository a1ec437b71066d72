using System.Buffers.Binary;

namespace ResearchKit.Figures.Rendering;

/// <summary>
/// Writes PNG files of 8-bit RGB or RGBA. Compression is our own (<see cref="Deflate"/>): the runtime's differs
/// between versions and platforms, and figures must not.
/// </summary>
internal static class Png
{
    private static readonly uint[] CrcTable = [.. Enumerable.Range(0, 256).Select(n =>
    {
        var c = (uint)n;
        for (var k = 0; k < 8; k++) c = (c & 1) != 0 ? 0xEDB88320u ^ (c >> 1) : c >> 1;
        return c;
    })];

    /// <summary>The picture as a data URI.</summary>
    /// <param name="pixels"><c>[height, width, channels]</c></param>
    /// <param name="width">Pixels per row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="channels">3 for RGB, 4 for RGBA.</param>
    internal static string DataUri(ReadOnlySpan<byte> pixels, int width, int height, int channels) =>
        "data:image/png;base64," + Convert.ToBase64String(Encode(pixels, width, height, channels));

    internal static byte[] Encode(ReadOnlySpan<byte> pixels, int width, int height, int channels)
    {
        var file = new MemoryStream();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], height);
        header[8] = 8;
        header[9] = (byte)(channels == 3 ? 2 : 6);
        Chunk(file, "IHDR"u8, header);
        Chunk(file, "IDAT"u8, Deflate.Zlib(Filter(pixels, width * channels, height, channels)));
        Chunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    /// <summary>Each row as differences from the row above (filter 2) or from the left (1), whichever is smaller.</summary>
    private static byte[] Filter(ReadOnlySpan<byte> pixels, int stride, int height, int channels)
    {
        var filtered = new byte[(stride + 1) * height];
        var left = new byte[stride];
        var up = new byte[stride];
        for (var y = 0; y < height; y++)
        {
            var row = pixels.Slice(y * stride, stride);
            int leftCost = 0, upCost = 0;
            for (var i = 0; i < stride; i++)
            {
                left[i] = (byte)(row[i] - (i >= channels ? row[i - channels] : 0));
                up[i] = (byte)(row[i] - (y > 0 ? pixels[(y - 1) * stride + i] : 0));
                leftCost += Math.Abs((sbyte)left[i] + 0);
                upCost += Math.Abs((sbyte)up[i] + 0);
            }
            var target = filtered.AsSpan(y * (stride + 1));
            target[0] = (byte)(upCost <= leftCost ? 2 : 1);
            (upCost <= leftCost ? up : left).CopyTo(target[1..]);
        }
        return filtered;
    }

    private static void Chunk(Stream file, ReadOnlySpan<byte> type, ReadOnlySpan<byte> content)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        file.Write(number);
        file.Write(type);
        file.Write(content);
        BinaryPrimitives.WriteUInt32BigEndian(number, ~Crc(content, Crc(type, 0xFFFFFFFF)));
        file.Write(number);
    }

    private static uint Crc(ReadOnlySpan<byte> bytes, uint crc)
    {
        foreach (var b in bytes) crc = CrcTable[(crc ^ b) & 0xFF] ^ (crc >> 8);
        return crc;
    }
}
