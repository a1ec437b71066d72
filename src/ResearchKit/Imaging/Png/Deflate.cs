using System.Buffers.Binary;

namespace ResearchKit.Imaging.Png;

/// <summary>
/// Deflate (RFC 1951) with the fixed Huffman code and a greedy search for repeats. The base library compresses better,
/// but its bytes depend on the processor; ours are a function of the input alone.
/// </summary>
internal static class Deflate
{
    private const int Window = 32768, MinMatch = 3, MaxMatch = 258, HashBits = 15, MaxChain = 32;

    // First length and distance of each code, and how many extra bits follow it (RFC 1951, section 3.2.5).
    private static readonly int[] LengthBase =
        [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227,
            258];
    private static readonly int[] LengthExtra =
        [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
    private static readonly int[] DistanceBase =
        [1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097,
            6145, 8193, 12289, 16385, 24577];

    /// <summary>The bytes as a zlib stream (RFC 1950).</summary>
    public static byte[] ZLib(ReadOnlySpan<byte> bytes)
    {
        var bits = new BitWriter();
        bits.Byte(0x78);
        bits.Byte(0x01);
        Compress(bytes, bits);
        Span<byte> check = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(check, Adler32(bytes));
        foreach (var b in check) bits.Byte(b);
        return bits.ToArray();
    }

    private static void Compress(ReadOnlySpan<byte> bytes, BitWriter bits)
    {
        bits.Write(0b011, 3); // the last block, fixed code
        var latest = new int[1 << HashBits];
        Array.Fill(latest, -1);
        var earlier = new int[Window];
        for (var at = 0; at < bytes.Length;)
        {
            var (length, distance) = Longest(bytes, at, latest, earlier);
            if (length >= MinMatch) WriteMatch(bits, length, distance);
            else
            {
                length = 1;
                WriteLiteral(bits, bytes[at]);
            }
            for (var end = at + length; at < end; at++)
            {
                if (at + MinMatch > bytes.Length) continue;
                var hash = Hash(bytes, at);
                earlier[at % Window] = latest[hash];
                latest[hash] = at;
            }
        }
        WriteLiteral(bits, 256);
        bits.Align();
    }

    private static (int Length, int Distance) Longest(ReadOnlySpan<byte> bytes, int at, int[] latest, int[] earlier)
    {
        if (at + MinMatch > bytes.Length) return (0, 0);
        var limit = Math.Min(MaxMatch, bytes.Length - at);
        var (best, distance) = (0, 0);
        var candidate = latest[Hash(bytes, at)];
        for (var chain = 0; candidate >= 0 && at - candidate < Window && chain < MaxChain; chain++)
        {
            var length = bytes.Slice(at, limit).CommonPrefixLength(bytes.Slice(candidate, limit));
            if (length > best) (best, distance) = (length, at - candidate);
            if (best == limit) break;
            var next = earlier[candidate % Window];
            if (next >= candidate) break; // that slot of the window has been written over
            candidate = next;
        }
        return (best, distance);
    }

    private static int Hash(ReadOnlySpan<byte> bytes, int at) =>
        (int)((uint)(bytes[at] | bytes[at + 1] << 8 | bytes[at + 2] << 16) * 2654435761u >> (32 - HashBits));

    private static void WriteMatch(BitWriter bits, int length, int distance)
    {
        var code = Code(LengthBase, length);
        WriteLiteral(bits, 257 + code);
        bits.Write(length - LengthBase[code], LengthExtra[code]);
        code = Code(DistanceBase, distance);
        bits.WriteReversed(code, 5);
        bits.Write(distance - DistanceBase[code], Math.Max(0, code / 2 - 1));
    }

    private static int Code(int[] bases, int value)
    {
        var at = Array.BinarySearch(bases, value);
        return at >= 0 ? at : ~at - 1;
    }

    // The fixed code of RFC 1951, section 3.2.6.
    private static void WriteLiteral(BitWriter bits, int symbol)
    {
        if (symbol < 144) bits.WriteReversed(0x30 + symbol, 8);
        else if (symbol < 256) bits.WriteReversed(0x190 + symbol - 144, 9);
        else if (symbol < 280) bits.WriteReversed(symbol - 256, 7);
        else bits.WriteReversed(0xC0 + symbol - 280, 8);
    }

    private static uint Adler32(ReadOnlySpan<byte> bytes)
    {
        uint a = 1, b = 0;
        foreach (var x in bytes)
        {
            a = (a + x) % 65521;
            b = (b + a) % 65521;
        }
        return b << 16 | a;
    }

    private sealed class BitWriter
    {
        private readonly MemoryStream _bytes = new();
        private uint _held;
        private int _count;

        public void Byte(byte value) => _bytes.WriteByte(value);

        public void Write(int value, int width)
        {
            _held |= (uint)value << _count;
            _count += width;
            for (; _count >= 8; _count -= 8, _held >>= 8) _bytes.WriteByte((byte)_held);
        }

        // Huffman codes are packed from their most significant bit.
        public void WriteReversed(int code, int width)
        {
            var reversed = 0;
            for (var i = 0; i < width; i++) reversed |= (code >> i & 1) << (width - 1 - i);
            Write(reversed, width);
        }

        public void Align()
        {
            if (_count > 0) Write(0, 8 - _count);
        }

        public byte[] ToArray() => _bytes.ToArray();
    }
}
