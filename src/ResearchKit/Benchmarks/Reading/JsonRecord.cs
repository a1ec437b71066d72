using System.Globalization;
using System.Text.Json;

namespace ResearchKit.Benchmarks.Reading;

/// <summary>
/// One row of an answer or annotation file. Fields are read as a person would read them: a number written as text is a
/// number, an id inside the name of an image file (<c>COCO_val2014_000000001234.jpg</c>) is that id.
/// </summary>
public sealed class JsonRecord
{
    private readonly JsonElement _row;

    /// <summary>A row.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="line">The line on which the row begins, from 1.</param>
    /// <param name="key">The property that holds the row where a file is an object of rows; otherwise null.</param>
    /// <param name="row">The JSON value.</param>
    public JsonRecord(string path, int line, string? key, JsonElement row) =>
        (Path, Line, Key, _row) = (path, line, key, row);

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The line on which the row begins, from 1.</summary>
    public int Line { get; }

    /// <summary>The property that holds the row where a file is an object of rows; otherwise null.</summary>
    public string? Key { get; }

    /// <summary>Whether the row is a JSON object: nothing else has fields.</summary>
    public bool IsObject => _row.ValueKind == JsonValueKind.Object;

    /// <summary>The names of the fields, for messages.</summary>
    public IReadOnlyList<string> Fields => IsObject ? [.. _row.EnumerateObject().Select(p => p.Name)] : [];

    /// <summary>The first of the fields that is there and not null.</summary>
    public JsonElement? Find(params ReadOnlySpan<string> names)
    {
        if (!IsObject) return null;
        foreach (var name in names)
            if (_row.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null) return value;
        return null;
    }

    /// <summary>
    /// A text: a string, a number as it is written, or a list of a single text. Null if no field holds one.
    /// </summary>
    public string? Text(params ReadOnlySpan<string> names) =>
        Find(names) is { } value ? TextOf(value) : _row.ValueKind == JsonValueKind.String ? TextOf(_row) : null;

    /// <summary>
    /// A whole number: as such, as text, as 12.0, or as the last number in the name of an image file. Null if no field
    /// holds one; the row's key if the file is an object of rows.
    /// </summary>
    public long? Number(params ReadOnlySpan<string> names)
    {
        if (Find(names) is { } value) return NumberOf(value);
        return Key is { } key ? NumberOf(key) : null;
    }

    /// <summary>A list of texts, or null.</summary>
    public IReadOnlyList<string>? Texts(string name)
    {
        if (Find(name) is not { ValueKind: JsonValueKind.Array } value) return null;
        var texts = new List<string>();
        foreach (var element in value.EnumerateArray())
        {
            if (TextOf(element) is not { } text) return null;
            texts.Add(text);
        }
        return texts;
    }

    /// <summary><c>answers.json, line 12, id 7: ...</c></summary>
    public BenchmarkException Error(string problem, string? id = null) =>
        new($"{Path}, line {Line}{(id is null ? "" : $", id {id}")}: {problem}");

    internal static long? NumberOf(string text)
    {
        text = text.Trim();
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            return number;
        var dot = text.LastIndexOf('.');
        if (dot > 0 && text.AsSpan(dot + 1).TrimEnd('0').IsEmpty) return NumberOf(text[..dot]);
        // A file name: what matters is the run of digits before the extension.
        var end = dot > 0 ? dot : text.Length;
        var start = end;
        while (start > 0 && char.IsAsciiDigit(text[start - 1])) start--;
        return dot > 0 && start < end
            && long.TryParse(text.AsSpan(start, end - start), NumberStyles.None, CultureInfo.InvariantCulture,
                out number)
            ? number
            : null;
    }

    private static long? NumberOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number when value.TryGetInt64(out var whole) => whole,
        JsonValueKind.Number
            when value.TryGetDouble(out var real) && real == Math.Floor(real) && Math.Abs(real) < 1e15 =>
            (long)real,
        JsonValueKind.String => TextOf(value) is { } text ? NumberOf(text) : null,
        _ => null,
    };

    private static string? TextOf(JsonElement value)
    {
        try
        {
            return value.ValueKind switch
            {
                JsonValueKind.String => value.GetString(),
                JsonValueKind.Number => value.GetRawText(),
                JsonValueKind.Array when value.GetArrayLength() == 1 => TextOf(value[0]),
                _ => null,
            };
        }
        catch (InvalidOperationException)
        {
            return null; // half a character, such as "\ud800" alone
        }
    }
}
