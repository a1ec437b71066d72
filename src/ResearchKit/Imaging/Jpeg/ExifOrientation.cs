using System.Buffers.Binary;

namespace ResearchKit.Imaging.Jpeg;

/// <summary>How a camera was held: the orientation tag of an Exif segment, and the turn that undoes it.</summary>
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

    /// <summary>The picture as it was seen.</summary>
    /// <param name="image">The picture as it is stored.</param>
    /// <param name="orientation">1 to 8, as in the Exif standard.</param>
    public static RgbImage Apply(RgbImage image, int orientation)
    {
        if (orientation <= 1) return image;
        int w = image.Width, h = image.Height;
        var turned = orientation >= 5;
        var result = new RgbImage(turned ? h : w, turned ? w : h);
        for (var y = 0; y < result.Height; y++)
            for (var x = 0; x < result.Width; x++)
            {
                var (fromX, fromY) = orientation switch
                {
                    2 => (w - 1 - x, y),
                    3 => (w - 1 - x, h - 1 - y),
                    4 => (x, h - 1 - y),
                    5 => (y, x),
                    6 => (y, h - 1 - x),
                    7 => (w - 1 - y, h - 1 - x),
                    _ => (w - 1 - y, x),
                };
                image.Row(fromY).Slice(3 * fromX, 3).CopyTo(result.Row(y)[(3 * x)..]);
            }
        return result;
    }

    private static int U16(ReadOnlySpan<byte> bytes, int at, bool little) => little
        ? BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..])
        : BinaryPrimitives.ReadUInt16BigEndian(bytes[at..]);

    private static uint U32(ReadOnlySpan<byte> bytes, int at, bool little) => little
        ? BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..])
        : BinaryPrimitives.ReadUInt32BigEndian(bytes[at..]);
}
