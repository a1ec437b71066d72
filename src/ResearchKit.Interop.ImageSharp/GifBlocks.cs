namespace ResearchKit.Interop.ImageSharp;

/// <summary>The blocks of a GIF file (GIF89a, section 12): header, extensions, frames.</summary>
internal static class GifBlocks
{
    private const int HeaderLength = 13, Extension = 0x21, Frame = 0x2C;

    /// <summary>Whether the first frame's last block is in the file.</summary>
    public static bool HasWholeFrame(ReadOnlySpan<byte> file)
    {
        if (file.Length < HeaderLength) return false;
        var at = HeaderLength + ColorTable(file[10]);
        while (at + 10 < file.Length)
        {
            if (file[at] == Extension) at = SkipBlocks(file, at + 2);
            else if (file[at] == Frame) return SkipBlocks(file, at + 10 + ColorTable(file[at + 9]) + 1) <= file.Length;
            else return false;
        }
        return false;
    }

    private static int ColorTable(byte flags) => (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);

    // Blocks of up to 255 bytes, the last of them empty. Beyond the file's end if they do not end in it.
    private static int SkipBlocks(ReadOnlySpan<byte> file, int at)
    {
        while (at < file.Length && file[at] != 0) at += 1 + file[at];
        return at + 1;
    }
}
