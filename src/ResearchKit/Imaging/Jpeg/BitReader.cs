using System.Buffers.Binary;

namespace ResearchKit.Imaging.Jpeg;

/// <summary>
/// Reads the entropy-coded bits of a scan: removes the stuffed zero after 0xFF, stops at a marker. Behind the end it
/// gives zeros for a while, as decoders do for files cut short by a few bytes, then rejects.
/// </summary>
internal ref struct BitReader(ReadOnlySpan<byte> file, int start)
{
    // A truncated last block may need this much; far more means that the image is missing.
    private const int MaxMissingBytes = 64;

    private readonly ReadOnlySpan<byte> _file = file;
    private ulong _held;
    private int _count, _missing;

    /// <summary>Offset in the file of the next byte that was not taken yet.</summary>
    public int Position { get; private set; } = start;

    /// <summary>The next 16 bits, which stay.</summary>
    public int Peek16()
    {
        Fill(16);
        return (int)(_held >> (_count - 16) & 0xFFFF);
    }

    /// <summary>Drops bits that were peeked at.</summary>
    public void Skip(int bits) => _count -= bits;

    /// <summary>The next bits as a number, at most 16.</summary>
    public int Read(int bits)
    {
        if (bits == 0) return 0;
        Fill(bits);
        _count -= bits;
        return (int)(_held >> _count & ((1u << bits) - 1));
    }

    /// <summary>Reads a signed value of a magnitude category (T.81, F.2.2.1: EXTEND).</summary>
    public int ReadSigned(int category)
    {
        var value = Read(category);
        return category > 0 && value < 1 << (category - 1) ? value - (1 << category) + 1 : value;
    }

    /// <summary>Drops what is left of the current byte and passes a restart marker.</summary>
    /// <exception cref="ImageException">There is no restart marker here.</exception>
    public void Restart()
    {
        (_held, _count, _missing) = (0, 0, 0);
        while (Position + 1 < _file.Length && _file[Position] == 0xFF && _file[Position + 1] == 0xFF) Position++;
        if (Position + 1 >= _file.Length || _file[Position] != 0xFF || _file[Position + 1] is < 0xD0 or > 0xD7)
            throw new ImageException($"JPEG: a restart marker is missing at byte {Position}");
        Position += 2;
    }

    private void Fill(int bits)
    {
        if (_count < bits) Refill(bits);
    }

    private void Refill(int bits)
    {
        // Four bytes at once where none of them is 0xFF, which may be a marker.
        if (Position + 4 <= _file.Length)
        {
            var next = BinaryPrimitives.ReadUInt32BigEndian(_file[Position..]);
            if ((~next - 0x01010101 & next & 0x80808080) == 0)
            {
                _held = _held << 32 | next;
                _count += 32;
                Position += 4;
                return;
            }
        }

        while (_count < bits)
        {
            uint next = 0;
            if (Position < _file.Length && _file[Position] != 0xFF) next = _file[Position++];
            else if (Position + 1 < _file.Length && _file[Position + 1] == 0)
            {
                next = 0xFF;
                Position += 2;
            }
            else if (++_missing > MaxMissingBytes)
                throw new ImageException($"JPEG: the pixels end too early, at byte {Position}");
            _held = _held << 8 | next;
            _count += 8;
        }
    }
}
