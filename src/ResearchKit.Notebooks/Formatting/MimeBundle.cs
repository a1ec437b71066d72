using System.Text.Json.Nodes;
using ResearchKit.Notebooks.Documents;

namespace ResearchKit.Notebooks.Formatting;

/// <summary>One value in several representations; a front end shows the richest that it knows.</summary>
public sealed class MimeBundle
{
    private readonly SortedDictionary<string, string> _data = new(StringComparer.Ordinal);

    /// <summary>A bundle of the given representations, MIME type to text (base64 for binary images).</summary>
    public MimeBundle(params IEnumerable<KeyValuePair<string, string>> representations)
    {
        foreach (var (mimeType, text) in representations) _data[mimeType] = text;
    }

    /// <summary>The representations, sorted by MIME type.</summary>
    public IReadOnlyDictionary<string, string> Data => _data;

    /// <summary>
    /// The <c>data</c> of a notebook output: JSON types as JSON, text as a list of lines, binary images as one
    /// string.
    /// </summary>
    /// <exception cref="NotebookException">A JSON representation does not parse.</exception>
    public JsonObject ToJson()
    {
        var json = new JsonObject();
        foreach (var (mimeType, text) in _data)
            json[mimeType] = AsJson(mimeType, text)
                ?? (IsText(mimeType) ? MultilineText.ToLines(text) : JsonValue.Create(text));
        return json;
    }

    /// <summary>The <c>data</c> of a message to a front end: JSON types as JSON, everything else as one
    /// string.</summary>
    /// <exception cref="NotebookException">A JSON representation does not parse.</exception>
    public JsonObject ToMessage()
    {
        var json = new JsonObject();
        foreach (var (mimeType, text) in _data) json[mimeType] = AsJson(mimeType, text) ?? JsonValue.Create(text);
        return json;
    }

    private static bool IsText(string mimeType) =>
        mimeType.StartsWith("text/", StringComparison.Ordinal) || mimeType is "image/svg+xml"
        or "application/javascript";

    /// <summary>The value of a JSON type; null for any other type.</summary>
    private static JsonNode? AsJson(string mimeType, string text)
    {
        if (mimeType == "application/json" || mimeType.EndsWith("+json", StringComparison.Ordinal))
        {
            try
            {
                return JsonNode.Parse(text);
            }
            catch (System.Text.Json.JsonException e)
            {
                throw new NotebookException(
                    $"the {mimeType} representation of a displayed value is not JSON: {e.Message}", e);
            }
        }

        return null;
    }
}
