using System.Text.Json;

namespace ResearchKit.Benchmarks.Reading;

/// <summary>
/// Rows of a file, one at a time: a JSON array, JSON lines, an object that holds a list of rows
/// (<c>annotations</c>, <c>imgToEval</c>, ...), an object of rows by id, or CSV with a header. A byte-order mark and
/// CRLF are no matter. No more than the longest row is in memory.
/// </summary>
public static class RecordFile
{
    /// <summary>The rows in order.</summary>
    /// <param name="path">The file.</param>
    /// <param name="bad">
    /// Called with line and problem for each line of a JSON-lines file that is no JSON: it is passed over. In an array
    /// nothing behind such a place can be read, so that it is an error there.
    /// </param>
    /// <exception cref="BenchmarkException">The file cannot be read, is empty or is no JSON.</exception>
    public static IEnumerable<JsonRecord> Read(string path, Action<int, string>? bad = null)
    {
        using var stream = Open(path);
        var rows = path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase)
            ? CsvRows.Read(path)
            : IsLines(stream, path)
                ? JsonLinesReader.Read(stream, path, bad)
                : JsonTreeReader.Read(stream, path);
        foreach (var row in rows) yield return row;
    }

    /// <summary>The file, opened; a directory, a missing file and one without permission are told apart.</summary>
    internal static FileStream Open(string path)
    {
        if (Directory.Exists(path)) throw new BenchmarkException($"{path}: this is a folder; a file is needed");
        if (!File.Exists(path)) throw new BenchmarkException($"{path}: there is no such file");
        try
        {
            return new FileStream(path, new FileStreamOptions
            {
                Access = FileAccess.Read, BufferSize = 1 << 16, Options = FileOptions.SequentialScan,
            });
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BenchmarkException($"{path}: cannot be read. {e.Message}", e);
        }
    }

    // JSON lines if the first line that is not empty is a JSON object of its own and not a file that holds rows.
    private static bool IsLines(FileStream stream, string path)
    {
        const int longestFirstLine = 1 << 20;
        var head = new byte[longestFirstLine];
        var length = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        stream.Position = 0;
        var text = head.AsSpan(0, length);
        if (text.StartsWith("\uFEFF"u8)) text = text[3..];
        text = text.TrimStart(" \t\r\n"u8);
        if (text.IsEmpty) throw new BenchmarkException($"{path}: the file is empty");
        if (text[0] == (byte)'[') return false;
        if (text[0] != (byte)'{')
            throw new BenchmarkException(
                $"{path}: the file is neither JSON nor JSON lines; it begins with '{(char)text[0]}'");
        var end = text.IndexOf((byte)'\n');
        if (end < 0 && length == longestFirstLine) return false;
        var line = end < 0 ? text : text[..end];
        var reader = new Utf8JsonReader(line);
        try
        {
            using var first = JsonDocument.ParseValue(ref reader);
            return !JsonTreeReader.HoldsRows(first.RootElement);
        }
        catch (JsonException)
        {
            // Half an object: one laid out over several lines. A broken first row of JSON lines is followed by whole
            // ones.
            return end >= 0 && FollowedByRow(text[(end + 1)..]);
        }
    }

    private static bool FollowedByRow(ReadOnlySpan<byte> rest)
    {
        var end = rest.IndexOf((byte)'\n');
        var reader = new Utf8JsonReader(end < 0 ? rest : rest[..end]);
        try
        {
            using var second = JsonDocument.ParseValue(ref reader);
            return second.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
