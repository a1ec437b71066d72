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

    private readonly Stream _stream;
    private readonly string _path;
    private readonly Stack<bool> _open = new(); // true for an object, false for an array
    private byte[] _buffer = new byte[1 << 16];
    private int _start, _end, _line = 1;
    private bool _atEnd;
    private JsonReaderState _state;
    private string? _key;

    private JsonTreeReader(Stream stream, string path) => (_stream, _path) = (stream, path);

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
        if (_buffer.AsSpan(0, _end).StartsWith("\uFEFF"u8)) _start = 3;
        while (true)
        {
            if (Step(out var record))
            {
                if (record is not null) yield return record;
            }
            else if (_atEnd) yield break; // the reader has made sure that nothing is missing and nothing follows
            else Fill();
        }
    }

    // One token of the frame or one whole row; false if the buffer ends before it does.
    private bool Step(out JsonRecord? record)
    {
        record = null;
        var reader = new Utf8JsonReader(_buffer.AsSpan(_start, _end - _start), _atEnd, _state);
        try
        {
            if (!reader.Read()) return false;
            if (Enters(reader.TokenType)) _open.Push(reader.TokenType == JsonTokenType.StartObject);
            else if (_open.Count == 0) throw new JsonException("a list of rows is needed");
            else if (reader.TokenType is JsonTokenType.EndArray or JsonTokenType.EndObject) _open.Pop();
            else if (reader.TokenType == JsonTokenType.PropertyName)
            {
                _key = reader.GetString();
                return Advance(ref reader);
            }
            else
            {
                var from = (int)reader.TokenStartIndex;
                if (!reader.TrySkip()) return false;
                if (!_open.Peek() || JsonRecord.NumberOf(_key!) is not null)
                {
                    var row = _buffer.AsSpan(_start + from, (int)reader.BytesConsumed - from);
                    var at = _line + _buffer.AsSpan(_start, from).Count((byte)'\n');
                    record = new(_path, at, _open.Peek() ? _key : null, JsonElement.Parse(row));
                }
            }
            _key = null;
            return Advance(ref reader);
        }
        catch (JsonException e)
        {
            var at = _line + _buffer.AsSpan(_start, (int)reader.BytesConsumed).Count((byte)'\n');
            at = Math.Max(at, e.LineNumber is { } n ? (int)n + 1 : at);
            throw new BenchmarkException($"{_path}, line {at}: the file is no whole JSON: {JsonProblem.Reason(e)}", e);
        }
    }

    // The root, and a list by its name within a root that is an object.
    private bool Enters(JsonTokenType token) => token is JsonTokenType.StartArray or JsonTokenType.StartObject
        && (_open.Count == 0 || _open.Count == 1 && _open.Peek() && _key is not null && Lists.Contains(_key));

    private bool Advance(ref Utf8JsonReader reader)
    {
        _line += _buffer.AsSpan(_start, (int)reader.BytesConsumed).Count((byte)'\n');
        _start += (int)reader.BytesConsumed;
        _state = reader.CurrentState;
        return true;
    }

    private void Fill()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }
        if (_end == _buffer.Length)
        {
            if (_buffer.Length >= LongestRow)
                throw new BenchmarkException($"{_path}, line {_line}: a row is longer than {LongestRow} bytes");
            Array.Resize(ref _buffer, 2 * _buffer.Length);
        }
        var read = _stream.Read(_buffer, _end, _buffer.Length - _end);
        _end += read;
        _atEnd = read == 0;
    }
}
