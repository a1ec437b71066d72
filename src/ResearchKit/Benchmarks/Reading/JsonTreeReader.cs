using System.Text.Json;

namespace ResearchKit.Benchmarks.Reading;

/// <summary>Rows of a single JSON value: elements of an array, or what an object holds.</summary>
internal sealed class JsonTreeReader
{
    private const int LongestRow = 1 << 28;

    // Properties that hold rows in files as benchmarks and models write them.
    private static readonly HashSet<string> Lists = new(StringComparer.OrdinalIgnoreCase)
    {
        "annotations", "answers", "data", "imgToEval", "outputs", "predictions", "questions", "responses", "results",
        "sentences",
    };

    private readonly Stream stream;
    private readonly string path;
    private readonly Stack<bool> open = new(); // true for an object, false for an array
    private byte[] buffer = new byte[1 << 16];
    private int start, end, line = 1;
    private bool atEnd;
    private JsonReaderState state;
    private string? key;

    private JsonTreeReader(Stream stream, string path) => (this.stream, this.path) = (stream, path);

    public static IEnumerable<JsonRecord> Read(Stream stream, string path) => new JsonTreeReader(stream, path).Rows();

    /// <summary>Whether an object is not a row but a file of rows: it has a known list, or nothing but rows by
    /// id.</summary>
    public static bool HoldsRows(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object) return true;
        var properties = value.EnumerateObject().ToArray();
        return properties.Any(p => Lists.Contains(p.Name) && p.Value.ValueKind is JsonValueKind.Array
            or JsonValueKind.Object)
            || properties.Length > 0 && properties.All(p => JsonRecord.NumberOf(p.Name) is not null);
    }

    private IEnumerable<JsonRecord> Rows()
    {
        Fill();
        if (buffer.AsSpan(0, end).StartsWith("\uFEFF"u8)) start = 3;
        while (true)
        {
            if (Step(out var record))
            {
                if (record is not null) yield return record;
            }
            else if (atEnd) yield break; // the reader has made sure that nothing is missing and nothing follows
            else Fill();
        }
    }

    // One token of the frame or one whole row; false if the buffer ends before it does.
    private bool Step(out JsonRecord? record)
    {
        record = null;
        var reader = new Utf8JsonReader(buffer.AsSpan(start, end - start), atEnd, state);
        try
        {
            if (!reader.Read()) return false;
            if (Enters(reader.TokenType)) open.Push(reader.TokenType == JsonTokenType.StartObject);
            else if (open.Count == 0) throw new JsonException("a list of rows is needed");
            else if (reader.TokenType is JsonTokenType.EndArray or JsonTokenType.EndObject) open.Pop();
            else if (reader.TokenType == JsonTokenType.PropertyName)
            {
                key = reader.GetString();
                return Advance(ref reader);
            }
            else
            {
                var from = (int)reader.TokenStartIndex;
                if (!reader.TrySkip()) return false;
                if (!open.Peek() || JsonRecord.NumberOf(key!) is not null)
                {
                    var row = buffer.AsSpan(start + from, (int)reader.BytesConsumed - from);
                    var at = line + buffer.AsSpan(start, from).Count((byte)'\n');
                    record = new(path, at, open.Peek() ? key : null, JsonElement.Parse(row));
                }
            }
            key = null;
            return Advance(ref reader);
        }
        catch (JsonException e)
        {
            var at = line + buffer.AsSpan(start, (int)reader.BytesConsumed).Count((byte)'\n');
            at = Math.Max(at, e.LineNumber is { } n ? (int)n + 1 : at);
            throw new BenchmarkException($"{path}, line {at}: the file is no whole JSON. {Short(e)}", e);
        }
    }

    // The root, and a list by its name within a root that is an object.
    private bool Enters(JsonTokenType token) => token is JsonTokenType.StartArray or JsonTokenType.StartObject
        && (open.Count == 0 || open.Count == 1 && open.Peek() && key is not null && Lists.Contains(key));

    private bool Advance(ref Utf8JsonReader reader)
    {
        line += buffer.AsSpan(start, (int)reader.BytesConsumed).Count((byte)'\n');
        start += (int)reader.BytesConsumed;
        state = reader.CurrentState;
        return true;
    }

    private void Fill()
    {
        if (start > 0)
        {
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            (start, end) = (0, end - start);
        }
        if (end == buffer.Length)
        {
            if (buffer.Length >= LongestRow)
                throw new BenchmarkException($"{path}, line {line}: a row is longer than {LongestRow} bytes");
            Array.Resize(ref buffer, 2 * buffer.Length);
        }
        var read = stream.Read(buffer, end, buffer.Length - end);
        end += read;
        atEnd = read == 0;
    }

    // The library's message ends with a position that ours has already.
    private static string Short(JsonException e)
    {
        var at = e.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return at < 0 ? e.Message : e.Message[..at];
    }
}
