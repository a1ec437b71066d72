using System.Buffers.Binary;
using System.IO.Compression;

namespace ResearchKit.Imaging.Png;

/// <summary>
/// Decodes PNG (W3C, second edition): every color type, depth and interlacing. 16-bit samples are rounded to 8,
/// transparent pixels are laid over white.
/// </summary>
public static class PngDecoder
{
    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10];

    // Column and row where each Adam7 pass starts, and its steps.
    private static readonly (int X, int Y, int Dx, int Dy)[] Adam7 =
        [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];

    /// <summary>True if the bytes begin as a PNG file does.</summary>
    public static bool Accepts(ReadOnlySpan<byte> file) => file.StartsWith(Signature);

    /// <summary>Decodes a whole file.</summary>
    /// <exception cref="ImageException">The file is damaged.</exception>
    public static RgbImage Decode(ReadOnlySpan<byte> file)
    {
        if (!Accepts(file)) throw new ImageException("PNG: the signature is missing");
        var chunks = ReadChunks(file);
        var header = chunks.Header;
        var passes = header.Interlaced ? Adam7 : [(0, 0, 1, 1)];
        long need = 0;
        foreach (var p in passes)
            if (PassSize(header, p) is ( > 0, > 0) size) need += (long)size.Height * (1 + header.RowBytes(size.Width));
        // Deflate cannot expand by more than about 1032: a small file that claims a huge image allocates nothing.
        if (need > 1040L * chunks.Data.Length + 1040)
            throw new ImageException($"PNG: the file is too short for {header.Width} x {header.Height} pixels");
        var raw = Inflate(chunks.Data, (int)Math.Min(need, int.MaxValue - 64));
        return Assemble(header, chunks, passes, raw);
    }

    private static RgbImage Assemble(
        PngHeader header, PngChunks chunks, (int X, int Y, int Dx, int Dy)[] passes, byte[] raw)
    {
        var image = new RgbImage(header.Width, header.Height);
        // Such rows are what the image holds.
        var isPlain = header is { Color: 2, Depth: 8, Interlaced: false } && chunks.Transparency.Length == 0;
        var at = 0;
        foreach (var pass in passes)
        {
            var (width, height) = PassSize(header, pass);
            if (width == 0 || height == 0) continue;
            var length = header.RowBytes(width);
            ReadOnlySpan<byte> above = new byte[length];
            for (var y = 0; y < height; y++, at += 1 + length)
            {
                var row = raw.AsSpan(at + 1, length);
                PngFilter.Undo(raw[at], row, above, header.FilterStep);
                above = row;
                var target = image.Row(pass.Y + y * pass.Dy);
                if (isPlain)
                {
                    row.CopyTo(target);
                    continue;
                }

                for (var x = 0; x < width; x++)
                    PngPixel.Read(header, chunks, row, x, target.Slice(3 * (pass.X + x * pass.Dx), 3));
            }
        }
        return image;
    }

    private static (int Width, int Height) PassSize(PngHeader header, (int X, int Y, int Dx, int Dy) pass) => (
        (header.Width - pass.X + pass.Dx - 1) / pass.Dx,
        (header.Height - pass.Y + pass.Dy - 1) / pass.Dy);

    private static PngChunks ReadChunks(ReadOnlySpan<byte> file)
    {
        PngHeader? header = null;
        byte[] palette = [], transparency = [];
        using var data = new MemoryStream();
        for (var at = Signature.Length; ;)
        {
            if (file.Length - at < 12)
                throw new ImageException($"PNG: the file ends at byte {file.Length}, before its end chunk");
            var length = BinaryPrimitives.ReadUInt32BigEndian(file[at..]);
            if (length > file.Length - at - 12)
                throw new ImageException($"PNG: the chunk at byte {at} claims {length} bytes, more than the file has");
            var type = file.Slice(at + 4, 4);
            var body = file.Slice(at + 8, (int)length);
            var critical = (type[0] & 0x20) == 0;
            if (critical && Crc32.Of(file.Slice(at + 4, (int)length + 4)) !=
                BinaryPrimitives.ReadUInt32BigEndian(file[(at + 8 + (int)length)..]))
                throw new ImageException($"PNG: the chunk at byte {at} is damaged (its checksum differs)");
            at += 12 + (int)length;
            if (header is null && !type.SequenceEqual("IHDR"u8))
                throw new ImageException("PNG: the header is not the first chunk");
            if (type.SequenceEqual("IHDR"u8)) header = PngHeader.Parse(body);
            else if (type.SequenceEqual("PLTE"u8)) palette = Palette(body);
            else if (type.SequenceEqual("tRNS"u8)) transparency = body.ToArray();
            else if (type.SequenceEqual("IDAT"u8)) data.Write(body);
            else if (type.SequenceEqual("IEND"u8)) break;
            else if (critical) throw new ImageException($"PNG: unknown critical chunk at byte {at - 12 - (int)length}");
        }
        if (header!.Color == 3 && palette.Length == 0) throw new ImageException("PNG: the palette is missing");
        return new(header, palette, transparency, data.ToArray());
    }

    private static byte[] Palette(ReadOnlySpan<byte> body) =>
        body.Length is > 0 and <= 768 && body.Length % 3 == 0
            ? body.ToArray()
            : throw new ImageException($"PNG: a palette of {body.Length} bytes is not possible");

    private static byte[] Inflate(byte[] data, int need)
    {
        var raw = new byte[need];
        try
        {
            using var inflater = new ZLibStream(new MemoryStream(data), CompressionMode.Decompress);
            inflater.ReadExactly(raw);
        }
        catch (Exception error) when (error is InvalidDataException or IOException)
        {
            throw new ImageException("PNG: the compressed pixels are damaged or cut short");
        }
        return raw;
    }
}

/// <summary>The chunks that decide the pixels.</summary>
/// <param name="Header">IHDR.</param>
/// <param name="Palette">PLTE: three bytes per entry, empty if there is none.</param>
/// <param name="Transparency">tRNS: alpha per palette entry, or the one transparent gray or color.</param>
/// <param name="Data">All IDAT chunks, joined.</param>
internal sealed record PngChunks(PngHeader Header, byte[] Palette, byte[] Transparency, byte[] Data);
