namespace ResearchKit.Imaging.Png;

/// <summary>The checksum of PNG chunks (polynomial 0xEDB88320, as in ISO 3309).</summary>
internal static class Crc32
{
    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(i =>
    {
        var c = (uint)i;
        for (var k = 0; k < 8; k++) c = (c & 1) != 0 ? 0xEDB88320 ^ (c >> 1) : c >> 1;
        return c;
    })];

    /// <summary>The checksum of the bytes.</summary>
    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        var c = uint.MaxValue;
        foreach (var b in bytes) c = Table[(byte)(c ^ b)] ^ (c >> 8);
        return ~c;
    }
}
