using System.Text.Json;
using ResearchKit.Datasets.Json;

namespace ResearchKit.Pairs;

/// <summary>The rows of a JSON file, one object per line or all in one list, read without holding the file.</summary>
internal static class JsonRows
{
    private const int LongestLine = 1 << 28;

    /// <summary>The rows with their numbers, from 1: lines, or elements of the list. Null for a line that is no
    /// JSON.</summary>
    /// <exception cref="PairFormatException">
    /// The file is Parquet or compressed, or a list is broken off or no JSON: what follows cannot be told.
    /// </exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IEnumerable<(JsonElement? Row, int Number)> Read(string path)
    {
        RejectBinary(path);
        return IsList(path) ? Elements(path) : Lines(path);
    }

    private static Stream Open(string path) => new NonFiniteNumbers(UnicodeFile.Open(path));

    private static bool IsList(string path)
    {
        using var file = new BufferedStream(Open(path));
        int c;
        while ((c = file.ReadByte()) >= 0 && c is ' ' or '\t' or '\r' or '\n') { }
        return c == '[';
    }

    // The formats that such data comes in besides JSON, by their first bytes.
    private static void RejectBinary(string path)
    {
        using var file = File.OpenRead(path);
        Span<byte> start = stackalloc byte[4];
        start = start[..file.ReadAtLeast(start, 4, throwOnEndOfStream: false)];
        if (start.SequenceEqual("PAR1"u8))
            throw new PairFormatException($"{path} is a Parquet file, and no reader of those is registered: "
                + "RowReaders.Register(new ParquetRows()) of ResearchKit.Interop.Parquet does that");
        if (start.StartsWith((ReadOnlySpan<byte>)[0x1f, 0x8b]))
            throw new PairFormatException($"{path} is compressed by gzip: decompress it first");
        if (start.StartsWith("PK"u8)) throw new PairFormatException($"{path} is a ZIP archive: unpack it first");
    }

    private static IEnumerable<(JsonElement? Row, int Number)> Lines(string path)
    {
        using var file = Open(path);
        var number = 0;
        var afterReturn = false;
        var buffer = new byte[1 << 16];
        int start = 0, end = 0;
        for (var atEnd = false; !atEnd || start < end;)
        {
            if (afterReturn && start < end && buffer[start] == (byte)'\n')
            {
                start++; // CR LF is one end of a line
                afterReturn = false;
            }
            var length = buffer.AsSpan(start, end - start).IndexOfAny((byte)'\n', (byte)'\r');
            if (length < 0 && !atEnd)
            {
                if (start > 0) buffer.AsSpan(start, end - start).CopyTo(buffer);
                (start, end) = (0, end - start);
                if (end == buffer.Length)
                {
                    if (end >= LongestLine)
                        throw new PairFormatException($"{path}: line {number + 1} is longer than {LongestLine} bytes");
                    Array.Resize(ref buffer, 2 * end);
                }
                var read = file.Read(buffer, end, buffer.Length - end);
                end += read;
                atEnd = read == 0;
                continue;
            }
            if (start == end) break;
            if (length < 0) length = end - start;
            var line = buffer.AsMemory(start, length);
            afterReturn = start + length < end && buffer[start + length] == (byte)'\r';
            start = Math.Min(end, start + length + 1);
            number++;
            if (line.Span.ContainsAnyExcept(" \t"u8)) yield return (TryParse(line), number);
        }
    }

    private static JsonElement? TryParse(ReadOnlyMemory<byte> line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static IEnumerable<(JsonElement? Row, int Number)> Elements(string path)
    {
        using var file = Open(path);
        using var rows = JsonSerializer.DeserializeAsyncEnumerable<JsonElement>(file).ToBlockingEnumerable()
            .GetEnumerator();
        for (var number = 1; Next(number); number++) yield return (rows.Current, number);

        bool Next(int number)
        {
            try
            {
                return rows.MoveNext();
            }
            catch (JsonException error)
            {
                throw new PairFormatException($"{path}: the list breaks at or after element {number}: "
                    + JsonProblem.Text(error));
            }
        }
    }
}
