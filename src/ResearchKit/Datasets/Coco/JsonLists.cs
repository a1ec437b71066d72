using System.Text.Json;

namespace ResearchKit.Datasets.Coco;

/// <summary>
/// Walks through a JSON object that consists of long lists, one element at a time: no more than the longest element is
/// ever in memory.
/// </summary>
internal sealed class JsonLists
{
    private const int LongestElement = 1 << 28;
    private readonly Stream _stream;
    private readonly Action<string, ReadOnlyMemory<byte>> _visit;
    private byte[] _buffer = new byte[1 << 16];
    private int _start, _end;
    private bool _atEnd;
    private JsonReaderState _state;
    private string? _list;   // the property whose value comes next, or whose elements come
    private bool _inList;
    private Place _place = Place.Root;

    private enum Place { Root, Property, Value, Done }

    private JsonLists(Stream stream, Action<string, ReadOnlyMemory<byte>> visit) =>
        (_stream, _visit) = (stream, visit);

    /// <summary>Calls <paramref name="visit"/> with the list's name and the element's text, valid during the
    /// call.</summary>
    /// <exception cref="JsonException">The stream is no JSON object.</exception>
    public static void Read(Stream stream, Action<string, ReadOnlyMemory<byte>> visit) =>
        new JsonLists(stream, visit).Run();

    private void Run()
    {
        Fill();
        if (_buffer.AsSpan(0, _end).StartsWith("\uFEFF"u8)) _start = 3;
        while (true)
        {
            var reader = new Utf8JsonReader(Rest(), _atEnd, _state);
            if (Step(ref reader))
            {
                _start += (int)reader.BytesConsumed;
                _state = reader.CurrentState;
            }
            else if (_atEnd) return; // the reader has made sure that nothing is missing and nothing follows
            else Fill();
        }
    }

    private ReadOnlySpan<byte> Rest() => _buffer.AsSpan(_start, _end - _start);

    // One token of the frame, or one whole element or value; false if the buffer ends before it does.
    private bool Step(ref Utf8JsonReader reader)
    {
        if (!reader.Read()) return false;
        switch (_place)
        {
            case Place.Root:
                if (reader.TokenType != JsonTokenType.StartObject)
                    throw new JsonException("an object with lists is needed");
                _place = Place.Property;
                return true;
            case Place.Property when reader.TokenType == JsonTokenType.EndObject:
                _place = Place.Done;
                return true;
            case Place.Property:
                (_list, _place) = (reader.GetString(), Place.Value);
                return true;
            case Place.Value when !_inList && reader.TokenType == JsonTokenType.StartArray:
                return _inList = true;
            case Place.Value when _inList && reader.TokenType == JsonTokenType.EndArray:
                (_inList, _place) = (false, Place.Property);
                return true;
            default:
                var from = _start + (int)reader.TokenStartIndex;
                if (!reader.TrySkip()) return false;
                if (_inList) _visit(_list!, _buffer.AsMemory(from, _start + (int)reader.BytesConsumed - from));
                else _place = Place.Property;
                return true;
        }
    }

    private void Fill()
    {
        if (_start > 0)
        {
            Rest().CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }
        if (_end == _buffer.Length)
        {
            if (_buffer.Length >= LongestElement)
                throw new JsonException($"a single element is longer than {LongestElement} bytes");
            Array.Resize(ref _buffer, 2 * _buffer.Length);
        }
        var read = _stream.Read(_buffer, _end, _buffer.Length - _end);
        _end += read;
        _atEnd = read == 0;
    }
}
