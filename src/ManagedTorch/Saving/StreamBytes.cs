namespace ManagedTorch.Saving;

/// <summary>Reads from a stream whose length may be unknown.</summary>
internal static class StreamBytes
{
    private const int FirstPart = 1 << 16;

    /// <summary>The next <paramref name="count"/> bytes; the memory grows with what arrives, not with what was
    /// promised.</summary>
    /// <exception cref="EndOfStreamException">The stream ends before.</exception>
    internal static byte[] Read(Stream stream, int count)
    {
        var bytes = new byte[Math.Min(count, FirstPart)];
        for (int have = 0; ;)
        {
            stream.ReadExactly(bytes.AsSpan(have));
            have = bytes.Length;
            if (have == count) return bytes;
            Array.Resize(ref bytes, (int)Math.Min(count, 2L * have));
        }
    }
}
