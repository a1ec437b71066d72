using System.Text.Json;
using System.Text.Json.Nodes;

namespace ResearchKit.Notebooks.Documents;

/// <summary>nbformat's multi-line strings: a string, or a list of lines that keep their line ends.</summary>
internal static class MultilineText
{
    public static JsonArray ToLines(string text)
    {
        var lines = new JsonArray();
        for (var start = 0; start < text.Length;)
        {
            var end = text.IndexOf('\n', start) + 1;
            if (end == 0) end = text.Length;
            lines.Add((JsonNode)JsonValue.Create(text[start..end]));
            start = end;
        }

        return lines;
    }

    /// <summary>The whole text, or null if the node is neither a string nor a list of strings.</summary>
    public static string? FromNode(JsonNode? node) => node switch
    {
        JsonArray lines when lines.All(IsString) => string.Concat(lines.Select(line => line!.GetValue<string>())),
        JsonValue value when IsString(value) => value.GetValue<string>(),
        _ => null,
    };

    private static bool IsString(JsonNode? node) => node?.GetValueKind() == JsonValueKind.String;
}
