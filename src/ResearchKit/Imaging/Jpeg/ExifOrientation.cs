using System.Buffers.Binary;

namespace ResearchKit.Imaging.Jpeg;

/// <summary>How a camera was held: the orientation tag of an Exif segment.</summary>
internal static class ExifOrientation
{
    /// <summary>The orientation, 1 to 8, or 1 if the segment has none or is damaged (it is only advice).</summary>
    /// <param name="segment">An APP1 segment, without marker and length.</param>
    public static int Parse(ReadOnlySpan<byte> segment)
    {
        if (!segment.StartsWith("Exif\0\0"u8)) return 1;
        var tiff = segment[6..];
        if (tiff.Length < 8) return 1;
        var little = tiff[0] == (byte)'I';
        var directory = U32(tiff, 4, little);
        if (directory > tiff.Length - 2) return 1;
        var entries = U16(tiff, (int)directory, little);
        for (var i = 0; i < entries; i++)
        {
            var at = (int)directory + 2 + 12 * i;
            if (at + 12 > tiff.Length) return 1;
            if (U16(tiff, at, little) != 0x0112) continue;
            var value = U16(tiff, at + 8, little);
            return value is >= 1 and <= 8 ? value : 1;
        }
        return 1;
    }

    private static int U16(ReadOnlySpan<byte> bytes, int at, bool little) => little
        ? BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..])
        : BinaryPrimitives.ReadUInt16BigEndian(bytes[at..]);

    private static uint U32(ReadOnlySpan<byte> bytes, int at, bool little) => little
        ? BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..])
        : BinaryPrimitives.ReadUInt32BigEndian(bytes[at..]);
}
