using System.Buffers.Binary;
using ResearchKit.Imaging.Png;

namespace ResearchKit.Tests.Imaging;

/// <summary>Makes the checksums of a changed PNG right again, so that a test reaches what lies behind them.</summary>
internal static class PngChecksums
{
    public static void Mend(byte[] png)
    {
        for (var at = 8; at + 12 <= png.Length;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(png.AsSpan(at));
            if (length > png.Length - at - 12) return;
            var checksum = at + 8 + (int)length;
            BinaryPrimitives.WriteUInt32BigEndian(png.AsSpan(checksum), Crc32.Of(png.AsSpan(at + 4, (int)length + 4)));
            at = checksum + 4;
        }
    }
}
