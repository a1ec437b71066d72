namespace ResearchKit.Imaging.Jpeg;

/// <summary>
/// Reads the entropy-coded bits of a scan: removes the stuffed zero after 0xFF, stops at a marker. Behind the end it
/// gives zeros for a while, as decoders do for files cut short by a few bytes, then rejects.
/// </summary>
internal ref struct BitReader(ReadOnlySpan<byte> file, int start)
{
    // A truncated last block may need this much; far more means that the image is missing.
    private const int MaxMissingBytes = 64;

    private readonly ReadOnlySpan<byte> file = file;
    private uint held;
    private int count, missing;

    /// <summary>Offset in the file of the next byte that was not taken yet.</summary>
    public int Position { get; private set; } = start;

    /// <summary>The next 16 bits, which stay.</summary>
    public int Peek16()
    {
        Fill(16);
        return (int)(held >> (count - 16) & 0xFFFF);
    }

    /// <summary>Drops bits that were peeked at.</summary>
    public void Skip(int bits) => count -= bits;

    /// <summary>The next bits as a number, at most 16.</summary>
    public int Read(int bits)
    {
        if (bits == 0) return 0;
        Fill(bits);
        count -= bits;
        return (int)(held >> count & ((1u << bits) - 1));
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
        (held, count, missing) = (0, 0, 0);
        while (Position + 1 < file.Length && file[Position] == 0xFF && file[Position + 1] == 0xFF) Position++;
        if (Position + 1 >= file.Length || file[Position] != 0xFF || file[Position + 1] is < 0xD0 or > 0xD7)
            throw new ImageException($"JPEG: a restart marker is missing at byte {Position}");
        Position += 2;
    }

    private void Fill(int bits)
    {
        while (count < bits)
        {
            uint next = 0;
            if (Position < file.Length && file[Position] != 0xFF) next = file[Position++];
            else if (Position + 1 < file.Length && file[Position + 1] == 0)
            {
                next = 0xFF;
                Position += 2;
            }
            else if (++missing > MaxMissingBytes)
                throw new ImageException($"JPEG: the pixels end too early, at byte {Position}");
            held = held << 8 | next;
            count += 8;
        }
    }
}
