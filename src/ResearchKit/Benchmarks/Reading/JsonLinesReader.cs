using System.Text.Json;

namespace ResearchKit.Benchmarks.Reading;

/// <summary>JSON lines: a row per line; a broken line costs that line alone.</summary>
internal static class JsonLinesReader
{
    public static IEnumerable<JsonRecord> Read(Stream stream, string path, Action<int, string>? bad)
    {
        using var text = new StreamReader(stream); // drops a byte-order mark
        for (var line = 1; text.ReadLine() is { } row; line++)
        {
            if (row.AsSpan().Trim().IsEmpty) continue;
            if (Parse(row, line, bad) is { } value) yield return new(path, line, null, value);
        }
    }

    private static JsonElement? Parse(string row, int line, Action<int, string>? bad)
    {
        try
        {
            return JsonElement.Parse(row);
        }
        catch (JsonException e)
        {
            bad?.Invoke(line, $"the line is no JSON, see character {e.BytePositionInLine + 1}");
            return null;
        }
    }
}
