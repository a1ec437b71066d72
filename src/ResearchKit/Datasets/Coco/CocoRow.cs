using System.Globalization;
using System.Text.Json;
using ResearchKit.Datasets.Json;

namespace ResearchKit.Datasets.Coco;

/// <summary>
/// One image, category or annotation, read as a person would read it: numbers may be written 1, 1.0 or "1", ids may be
/// any text, and what says nothing counts as missing.
/// </summary>
internal sealed class CocoRow
{
    private readonly JsonElement _row;

    /// <param name="json">The element's text.</param>
    public CocoRow(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        _row = document.RootElement.Clone();
    }

    /// <summary>Whether it is a JSON object at all.</summary>
    public bool IsObject => _row.ValueKind == JsonValueKind.Object;

    /// <summary>An id, or the reference to one: equal for 7, 7.0 and "7"; null if there is none.</summary>
    public string? Key(string field) => Value(field) is { } value ? Key(value) : null;

    /// <summary>A number of pixels; null if there is none.</summary>
    public int? Size(string field) =>
        Value(field) is { } value && CocoNumbers.Read(value, out var number) && number >= 1 && number <= int.MaxValue
        && number == Math.Floor(number)
            ? (int)number
            : null;

    /// <summary>A text that is not empty; null if there is none.</summary>
    /// <param name="field">Where.</param>
    /// <param name="problem">Why it cannot be read, if that is so.</param>
    public string? Text(string field, out string? problem)
    {
        problem = null;
        try
        {
            return Value(field) is { ValueKind: JsonValueKind.String } value
                && value.GetString()!.Trim() is { Length: > 0 } text ? text : null;
        }
        catch (InvalidOperationException e)
        {
            problem = JsonTexts.Problem(e);
            return null;
        }
    }

    /// <summary>The name of a category: a text, or the number that stands for one; null if there is none.</summary>
    public string? Name(out string? problem) =>
        Text("name", out problem)
        ?? (Value("name") is { ValueKind: JsonValueKind.Number } number ? number.GetRawText() : null);

    /// <summary>0 or 1, or a truth value; false if the field says nothing, null if it says something else.</summary>
    public bool? Flag(string field)
    {
        if (Value(field) is not { } value) return false;
        return value.ValueKind switch
        {
            JsonValueKind.Null => false,
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            JsonValueKind.String when value.ValueEquals("") => false,
            _ => CocoNumbers.Read(value, out var number) && number is 0 or 1 ? number == 1 : null,
        };
    }

    /// <summary>Left, top, width and height in pixels; null if there are no such four numbers.</summary>
    public (double X, double Y, double Width, double Height)? Bounds()
    {
        if (Value("bbox") is not { ValueKind: JsonValueKind.Array } value || value.GetArrayLength() != 4) return null;
        var n = new double[4];
        for (var k = 0; k < 4; k++)
            if (!CocoNumbers.Read(value[k], out n[k])) return null;
        return (n[0], n[1], n[2], n[3]);
    }

    /// <summary>Whether a box is written down, usable or not.</summary>
    public bool HasBounds => Value("bbox") is { ValueKind: not JsonValueKind.Null };

    /// <summary>Polygons, run lengths as numbers or compressed; null if there is nothing that can be used.</summary>
    /// <param name="left">Told what was left out, and why.</param>
    public CocoShape? Shape(Action<string> left) =>
        Value("segmentation") is { } value ? CocoShapeReader.Read(value, left) : null;

    private JsonElement? Value(string field) => _row.TryGetProperty(field, out var value) ? value : null;

    private static string? Key(JsonElement value)
    {
        try
        {
            var text = value.ValueKind switch
            {
                JsonValueKind.Number => value.GetRawText(),
                JsonValueKind.String => value.GetString()!.Trim(),
                _ => "",
            };
            if (text.Length == 0) return null;
            // "007" stays what it is: leading zeros tell names apart.
            return decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                && number == decimal.Floor(number)
                && (value.ValueKind == JsonValueKind.Number || text[0] is not '0' || text.Length == 1 || text[1] == '.')
                    ? decimal.Floor(number).ToString("F0", CultureInfo.InvariantCulture)
                    : text;
        }
        catch (InvalidOperationException) // no characters: it can match nothing
        {
            return null;
        }
    }
}
