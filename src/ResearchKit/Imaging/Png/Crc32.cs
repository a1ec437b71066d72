using System.Buffers.Binary;

namespace ResearchKit.Imaging.Png;

/// <summary>The checksum of PNG chunks (polynomial 0xEDB88320, as in ISO 3309), eight bytes at a time.</summary>
internal static class Crc32
{
    // Entry 256 k + b: what byte b does to the checksum when k bytes follow it.
    private static readonly uint[] Table = CreateTable();

    /// <summary>The checksum of the bytes.</summary>
    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        var c = uint.MaxValue;
        var table = Table.AsSpan(0, 8 * 256);
        for (; bytes.Length >= 8; bytes = bytes[8..])
        {
            uint first = c ^ BinaryPrimitives.ReadUInt32LittleEndian(bytes),
                second = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
            c = table[7 * 256 + (byte)first] ^ table[6 * 256 + (byte)(first >> 8)]
                ^ table[5 * 256 + (byte)(first >> 16)] ^ table[4 * 256 + (int)(first >> 24)]
                ^ table[3 * 256 + (byte)second] ^ table[2 * 256 + (byte)(second >> 8)]
                ^ table[256 + (byte)(second >> 16)] ^ table[(int)(second >> 24)];
        }

        foreach (var b in bytes) c = table[(byte)(c ^ b)] ^ (c >> 8);
        return ~c;
    }

    private static uint[] CreateTable()
    {
        var table = new uint[8 * 256];
        for (var i = 0; i < 256; i++)
        {
            var c = (uint)i;
            for (var k = 0; k < 8; k++) c = (c & 1) != 0 ? 0xEDB88320 ^ (c >> 1) : c >> 1;
            table[i] = c;
        }

        for (var i = 256; i < table.Length; i++)
            table[i] = table[(byte)table[i - 256]] ^ (table[i - 256] >> 8);
        return table;
    }
}
