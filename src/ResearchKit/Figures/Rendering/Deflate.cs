using System.Buffers.Binary;

namespace ResearchKit.Figures.Rendering;

/// <summary>
/// RFC 1951 with fixed Huffman codes and greedy matches within 32 KiB: small code, the same bytes everywhere, and
/// good enough for drawings and flat pictures.
/// </summary>
internal static class Deflate
{
    private const int MinMatch = 3;
    private const int MaxMatch = 258;
    private const int Window = 32768;
    private const int MaxChain = 32;

    private static readonly int[] LengthBase =
        [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];

    private static readonly int[] LengthBits =
        [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];

    private static readonly int[] DistanceBase =
    [
        1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097,
        6145, 8193, 12289, 16385, 24577,
    ];

    /// <summary>The bytes in zlib's format (RFC 1950).</summary>
    internal static byte[] Zlib(ReadOnlySpan<byte> data)
    {
        var stream = new MemoryStream();
        stream.Write([0x78, 0x01]);
        Compress(data, new BitWriter(stream));
        Span<byte> sum = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(sum, Adler32(data));
        stream.Write(sum);
        return stream.ToArray();
    }

    private static void Compress(ReadOnlySpan<byte> data, BitWriter bits)
    {
        bits.Write(0b011, 3); // last block, fixed codes
        var head = new int[1 << 15];
        Array.Fill(head, -1);
        var previous = new int[data.Length];
        for (var i = 0; i < data.Length;)
        {
            var (length, distance) = Longest(data, i, head, previous);
            if (length >= MinMatch) WriteMatch(bits, length, distance);
            else
            {
                length = 1;
                WriteSymbol(bits, data[i]);
            }
            for (var end = i + length; i < end; i++)
            {
                if (i + MinMatch > data.Length) continue;
                var hash = Hash(data, i);
                (previous[i], head[hash]) = (head[hash], i);
            }
        }
        WriteSymbol(bits, 256);
        bits.Flush();
    }

    private static (int Length, int Distance) Longest(ReadOnlySpan<byte> data, int at, int[] head, int[] previous)
    {
        if (at + MinMatch > data.Length) return (0, 0);
        int best = 0, distance = 0, most = Math.Min(MaxMatch, data.Length - at);
        var candidate = head[Hash(data, at)];
        for (var tries = 0; candidate >= 0 && at - candidate <= Window && tries < MaxChain; tries++)
        {
            var length = data.Slice(at, most).CommonPrefixLength(data.Slice(candidate, most));
            if (length > best) (best, distance) = (length, at - candidate);
            if (best == most) break;
            candidate = previous[candidate];
        }
        return (best, distance);
    }

    private static int Hash(ReadOnlySpan<byte> data, int i) =>
        (int)(((uint)data[i] | (uint)data[i + 1] << 8 | (uint)data[i + 2] << 16) * 2654435761u >> 17);

    private static void WriteMatch(BitWriter bits, int length, int distance)
    {
        var l = LengthBase.Length - 1;
        while (LengthBase[l] > length) l--;
        WriteSymbol(bits, 257 + l);
        bits.Write((uint)(length - LengthBase[l]), LengthBits[l]);
        var d = DistanceBase.Length - 1;
        while (DistanceBase[d] > distance) d--;
        bits.WriteCode((uint)d, 5);
        bits.Write((uint)(distance - DistanceBase[d]), Math.Max(0, d / 2 - 1));
    }

    /// <summary>The fixed code of RFC 1951, section 3.2.6.</summary>
    private static void WriteSymbol(BitWriter bits, int symbol)
    {
        if (symbol < 144) bits.WriteCode((uint)(0x30 + symbol), 8);
        else if (symbol < 256) bits.WriteCode((uint)(0x190 + symbol - 144), 9);
        else if (symbol < 280) bits.WriteCode((uint)(symbol - 256), 7);
        else bits.WriteCode((uint)(0xC0 + symbol - 280), 8);
    }

    private static uint Adler32(ReadOnlySpan<byte> data)
    {
        uint a = 1, b = 0;
        foreach (var value in data)
        {
            a = (a + value) % 65521;
            b = (b + a) % 65521;
        }
        return b << 16 | a;
    }

    private sealed class BitWriter(Stream stream)
    {
        private ulong _buffer;
        private int _count;

        /// <summary>Least significant bit first.</summary>
        internal void Write(uint value, int count)
        {
            _buffer |= (ulong)value << _count;
            for (_count += count; _count >= 8; _count -= 8, _buffer >>= 8) stream.WriteByte((byte)_buffer);
        }

        /// <summary>A Huffman code: most significant bit first.</summary>
        internal void WriteCode(uint code, int count)
        {
            for (var bit = count - 1; bit >= 0; bit--) Write(code >> bit & 1, 1);
        }

        internal void Flush()
        {
            if (_count > 0) Write(0, 8 - _count);
        }
    }
}
