using System.Text.Json;
using System.Text.Json.Nodes;

namespace ResearchKit.Notebooks.Documents;

/// <summary>Reads metadata, whose shape anyone may have chosen.</summary>
internal static class JsonText
{
    /// <summary>The string under these keys, or null if there is none.</summary>
    public static string? At(JsonNode? node, params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys) node = (node as JsonObject)?[key];
        return node?.GetValueKind() == JsonValueKind.String ? node.GetValue<string>() : null;
    }
}
