using System.Text;

namespace ResearchKit.Datasets.Json;

/// <summary>Opens JSON files in any Unicode encoding as a stream of UTF-8.</summary>
internal static class UnicodeFile
{
    /// <summary>
    /// The bytes of a file as UTF-8 without byte-order mark: UTF-16 and UTF-32 are told by their mark, or by the zero
    /// bytes around the first character, which is ASCII in JSON. Half a character of these becomes U+0001, which no
    /// JSON text may hold: the row with it is rejected instead of altered. Bytes of a file that is no Unicode stay as
    /// they are, and
    /// <see cref="JsonTexts"/> finds them.
    /// </summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static Stream Open(string path)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
        try
        {
            Span<byte> start = stackalloc byte[4];
            start = start[..file.ReadAtLeast(start, 4, throwOnEndOfStream: false)];
            var (encoding, mark) = EncodingOf(start);
            file.Position = mark;
            return encoding is null ? file : Encoding.CreateTranscodingStream(file, encoding, new UTF8Encoding(false));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    // Null for UTF-8; the marks of UTF-32 begin like those of UTF-16.
    private static (Encoding? Encoding, int Mark) EncodingOf(ReadOnlySpan<byte> start) => start switch
    {
        [0xEF, 0xBB, 0xBF, ..] => (null, 3),
        [0xFF, 0xFE, 0, 0] => (Utf32(bigEndian: false), 4),
        [0, 0, 0xFE, 0xFF] => (Utf32(bigEndian: true), 4),
        [0xFF, 0xFE, ..] => (Utf16(bigEndian: false), 2),
        [0xFE, 0xFF, ..] => (Utf16(bigEndian: true), 2),
        [not 0, 0, 0, 0] => (Utf32(bigEndian: false), 0),
        [0, 0, 0, not 0] => (Utf32(bigEndian: true), 0),
        [not 0, 0, ..] => (Utf16(bigEndian: false), 0),
        [0, not 0, ..] => (Utf16(bigEndian: true), 0),
        _ => (null, 0),
    };

    private static Encoding Utf16(bool bigEndian) => Strict(new UnicodeEncoding(bigEndian, byteOrderMark: false));

    private static Encoding Utf32(bool bigEndian) => Strict(new UTF32Encoding(bigEndian, byteOrderMark: false));

    private static Encoding Strict(Encoding encoding)
    {
        var strict = (Encoding)encoding.Clone();
        strict.DecoderFallback = new DecoderReplacementFallback("\u0001");
        return strict;
    }
}
