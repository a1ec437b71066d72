namespace ResearchKit.Pairs.Building;

/// <summary>Tells PNG files from what a power failure leaves of them.</summary>
internal static class WholePng
{
    private static ReadOnlySpan<byte> Start => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    private static ReadOnlySpan<byte> End =>
        [0, 0, 0, 0, (byte)'I', (byte)'E', (byte)'N', (byte)'D', 0xAE, 0x42, 0x60, 0x82];

    /// <summary>Whether a file is there, begins as PNG files do and reaches to its last chunk.</summary>
    public static bool Is(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            if (file.Length < Start.Length + End.Length) return false;
            Span<byte> bytes = stackalloc byte[End.Length];
            file.ReadExactly(bytes[..Start.Length]);
            if (!bytes[..Start.Length].SequenceEqual(Start)) return false;
            file.Position = file.Length - End.Length;
            file.ReadExactly(bytes);
            return bytes.SequenceEqual(End);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
    }
}
