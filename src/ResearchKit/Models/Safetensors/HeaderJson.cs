using System.Text.Json;

namespace ResearchKit.Models.Safetensors;

/// <summary>
/// Reads the JSON of a header: <c>{"__metadata__": {"format": "pt"}, "name": {"dtype": "F32", "shape": [2, 3],
/// "data_offsets": [0, 24]}, ...}</c>. Keys that the format does not have, and keys that come twice, are errors.
/// </summary>
internal static class HeaderJson
{
    public const string MetadataKey = "__metadata__";

    /// <summary>As many dimensions as a tensor can have here.</summary>
    private const int MaxDimensions = 32;

    public static (Dictionary<string, SafetensorsEntry> Entries,
        Dictionary<string, string> Metadata) Read(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 3 });
        var entries = new Dictionary<string, SafetensorsEntry>();
        Dictionary<string, string>? metadata = null;
        reader.Read();
        while (NextKey(ref reader) is { } name)
        {
            if (name == MetadataKey)
            {
                if (metadata is not null) throw Twice(name, "the header");
                metadata = ReadMetadata(ref reader);
            }
            else if (!entries.TryAdd(name, ReadEntry(ref reader, name))) throw Twice(name, "the header");
        }
        // unreachable in valid JSON
        if (reader.Read()) throw new SafetensorsException("the header goes on after its end.");
        return (entries, metadata ?? []);
    }

    private static SafetensorsEntry ReadEntry(ref Utf8JsonReader reader, string name)
    {
        string? dtype = null;
        long[]? shape = null, offsets = null;
        Expect(ref reader, JsonTokenType.StartObject, $"tensor '{name}' is no object");
        while (NextKey(ref reader) is { } key)
        {
            switch (key)
            {
                case "dtype" when dtype is null:
                    Expect(ref reader, JsonTokenType.String, $"the dtype of tensor '{name}' is no string");
                    dtype = reader.GetString()!;
                    break;
                case "shape" when shape is null:
                    shape = ReadNumbers(ref reader, $"the shape of tensor '{name}'");
                    break;
                case "data_offsets" when offsets is null:
                    offsets = ReadNumbers(ref reader, $"data_offsets of tensor '{name}'");
                    break;
                case "dtype" or "shape" or "data_offsets":
                    throw Twice(key, $"tensor '{name}'");
                default:
                    throw new SafetensorsException(
                        $"tensor '{name}' has a key '{key}', which the format does not know.");
            }
        }
        if (dtype is null || shape is null || offsets is null)
            throw new SafetensorsException($"tensor '{name}' lacks one of dtype, shape and data_offsets.");
        if (ElementTypes.SizeOf(dtype) == 0)
            throw new SafetensorsException($"tensor '{name}' has the unknown dtype '{dtype}'.");
        if (offsets is not [var begin, var end])
            throw new SafetensorsException($"data_offsets of tensor '{name}' are {offsets.Length} numbers, not two.");
        return new SafetensorsEntry(name, dtype, shape, begin, end);
    }

    private static Dictionary<string, string> ReadMetadata(ref Utf8JsonReader reader)
    {
        var metadata = new Dictionary<string, string>();
        Expect(ref reader, JsonTokenType.StartObject, $"{MetadataKey} is no object");
        while (NextKey(ref reader) is { } key)
        {
            Expect(ref reader, JsonTokenType.String, $"{MetadataKey} '{key}' is no string");
            if (!metadata.TryAdd(key, reader.GetString()!)) throw Twice(key, MetadataKey);
        }
        return metadata;
    }

    private static long[] ReadNumbers(ref Utf8JsonReader reader, string what)
    {
        Expect(ref reader, JsonTokenType.StartArray, $"{what}: an array is expected");
        var numbers = new List<long>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt64(out long number) || number < 0)
                throw new SafetensorsException($"{what}: whole numbers from 0 on are expected.");
            if (numbers.Count == MaxDimensions)
                throw new SafetensorsException($"{what}: more than {MaxDimensions} numbers.");
            numbers.Add(number);
        }
        return [.. numbers];
    }

    /// <summary>The next key of the object that is being read; null at its end.</summary>
    private static string? NextKey(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType == JsonTokenType.PropertyName ? reader.GetString() : null;
    }

    private static void Expect(ref Utf8JsonReader reader, JsonTokenType type, string otherwise)
    {
        reader.Read();
        if (reader.TokenType != type) throw new SafetensorsException(otherwise + ".");
    }

    private static SafetensorsException Twice(string key, string where) => new($"{where} has two keys '{key}'.");
}
