using System.Buffers.Binary;
using ResearchKit.Imaging;

namespace ResearchKit.Interop.ImageSharp;

/// <summary>What ImageSharp does not look at: it decodes a file that is cut short into an image with an empty
/// part.</summary>
internal static class FileChecks
{
    /// <exception cref="ImageException">The file ends early, or is an animation that ImageSharp cannot
    /// read.</exception>
    public static void Check(string format, ReadOnlySpan<byte> file)
    {
        if (format == "WebP") CheckWebp(file);
        else if (format == "BMP") CheckBmp(file);
        else if (format == "GIF" && !GifBlocks.HasWholeFrame(file))
            throw new ImageException($"GIF: the file is cut short within its first frame; it has {file.Length} bytes");
    }

    private static void CheckWebp(ReadOnlySpan<byte> file)
    {
        var claimed = BinaryPrimitives.ReadUInt32LittleEndian(file[4..]) + 8L;
        if (claimed > file.Length) throw CutShort("WebP", claimed, file.Length);
        const int animation = 0x02;
        if (file.Length > 20 && file[12..].StartsWith("VP8X"u8) && (file[20] & animation) != 0)
            throw new ImageException("WebP: animations are not read; save one frame as an image of its own");
    }

    // Files without compression say by their header how long they are; others end where their codes say so.
    private static void CheckBmp(ReadOnlySpan<byte> file)
    {
        // OS/2's short headers
        if (file.Length < 34 || BinaryPrimitives.ReadUInt32LittleEndian(file[14..]) < 40) return;
        const uint bitFields = 3;
        if (BinaryPrimitives.ReadUInt32LittleEndian(file[30..]) is not (0 or bitFields)) return;
        long width = BinaryPrimitives.ReadInt32LittleEndian(file[18..]);
        var height = Math.Abs((long)BinaryPrimitives.ReadInt32LittleEndian(file[22..]));
        var row = (width * BinaryPrimitives.ReadUInt16LittleEndian(file[28..]) + 31) / 32 * 4;
        if (width < 1 || width * height > RgbImage.MaxPixels) return; // rejected with the size as the reason
        var claimed = BinaryPrimitives.ReadUInt32LittleEndian(file[10..]) + row * height;
        if (claimed > file.Length) throw CutShort("BMP", claimed, file.Length);
    }

    private static ImageException CutShort(string format, long claimed, int length) =>
        new($"{format}: the file is cut short; it should have {claimed} bytes and has {length}");
}
