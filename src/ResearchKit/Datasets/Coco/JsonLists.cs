using System.Text.Json;

namespace ResearchKit.Datasets.Coco;

/// <summary>
/// Walks through a JSON object that consists of long lists, one element at a time: no more than the longest element is
/// ever in memory.
/// </summary>
internal sealed class JsonLists
{
    private const int LongestElement = 1 << 28;
    private readonly Stream stream;
    private readonly Action<string, ReadOnlyMemory<byte>> visit;
    private byte[] buffer = new byte[1 << 16];
    private int start, end;
    private bool atEnd;
    private JsonReaderState state;
    private string? list;   // the property whose value comes next, or whose elements come
    private bool inList;
    private Place place = Place.Root;

    private enum Place { Root, Property, Value, Done }

    private JsonLists(Stream stream, Action<string, ReadOnlyMemory<byte>> visit) =>
        (this.stream, this.visit) = (stream, visit);

    /// <summary>Calls <paramref name="visit"/> with the list's name and the element's text, valid during the
    /// call.</summary>
    /// <exception cref="JsonException">The stream is no JSON object.</exception>
    public static void Read(Stream stream, Action<string, ReadOnlyMemory<byte>> visit) =>
        new JsonLists(stream, visit).Run();

    private void Run()
    {
        Fill();
        if (buffer.AsSpan(0, end).StartsWith("\uFEFF"u8)) start = 3;
        while (true)
        {
            var reader = new Utf8JsonReader(Rest(), atEnd, state);
            if (Step(ref reader))
            {
                start += (int)reader.BytesConsumed;
                state = reader.CurrentState;
            }
            else if (atEnd) return; // the reader has made sure that nothing is missing and nothing follows
            else Fill();
        }
    }

    private ReadOnlySpan<byte> Rest() => buffer.AsSpan(start, end - start);

    // One token of the frame, or one whole element or value; false if the buffer ends before it does.
    private bool Step(ref Utf8JsonReader reader)
    {
        if (!reader.Read()) return false;
        switch (place)
        {
            case Place.Root:
                if (reader.TokenType != JsonTokenType.StartObject)
                    throw new JsonException("an object with lists is needed");
                place = Place.Property;
                return true;
            case Place.Property when reader.TokenType == JsonTokenType.EndObject:
                place = Place.Done;
                return true;
            case Place.Property:
                (list, place) = (reader.GetString(), Place.Value);
                return true;
            case Place.Value when !inList && reader.TokenType == JsonTokenType.StartArray:
                return inList = true;
            case Place.Value when inList && reader.TokenType == JsonTokenType.EndArray:
                (inList, place) = (false, Place.Property);
                return true;
            default:
                var from = start + (int)reader.TokenStartIndex;
                if (!reader.TrySkip()) return false;
                if (inList) visit(list!, buffer.AsMemory(from, start + (int)reader.BytesConsumed - from));
                else place = Place.Property;
                return true;
        }
    }

    private void Fill()
    {
        if (start > 0)
        {
            Rest().CopyTo(buffer);
            (start, end) = (0, end - start);
        }
        if (end == buffer.Length)
        {
            if (buffer.Length >= LongestElement)
                throw new JsonException($"a single element is longer than {LongestElement} bytes");
            Array.Resize(ref buffer, 2 * buffer.Length);
        }
        var read = stream.Read(buffer, end, buffer.Length - end);
        end += read;
        atEnd = read == 0;
    }
}
