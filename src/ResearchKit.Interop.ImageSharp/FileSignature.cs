using System.Buffers.Binary;

namespace ResearchKit.Interop.ImageSharp;

/// <summary>Tells formats by how their files begin, without loading ImageSharp.</summary>
internal static class FileSignature
{
    /// <summary>The name of the format; null if it is none that is read here.</summary>
    public static string? NameOf(ReadOnlySpan<byte> file) =>
        file.Length >= 12 && file.StartsWith("RIFF"u8) && file[8..].StartsWith("WEBP"u8) ? "WebP"
        : file.StartsWith("GIF87a"u8) || file.StartsWith("GIF89a"u8) ? "GIF"
        : file.StartsWith("II*\0"u8) || file.StartsWith("MM\0*"u8) ? "TIFF"
        : IsBmp(file) ? "BMP"
        : IsTga(file) ? "TGA"
        : null;

    // Two letters are too few: a text may begin with them. The size of the second header is one of a few.
    private static bool IsBmp(ReadOnlySpan<byte> file) =>
        file.Length >= 18 && file.StartsWith("BM"u8)
        && BinaryPrimitives.ReadUInt32LittleEndian(file[14..]) is 12 or 16 or 40 or 52 or 56 or 64 or 108 or 124;

    // TGA has no signature: each field of its header has few values that mean something.
    private static bool IsTga(ReadOnlySpan<byte> file) =>
        file.Length > 18 && file[1] is 0 or 1
        && (file[1] == 1 ? file[2] is 1 or 9 && file[7] is 15 or 16 or 24 or 32 : file[2] is 2 or 3 or 10 or 11)
        && BinaryPrimitives.ReadUInt16LittleEndian(file[12..]) > 0
        && BinaryPrimitives.ReadUInt16LittleEndian(file[14..]) > 0
        && file[16] is 8 or 15 or 16 or 24 or 32 && (file[17] & 0xC0) == 0;
}
