using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ResearchKit.Interop.PlotlyNet;

/// <summary>Values of Plotly's JSON, where one property may have several forms.</summary>
internal static class JsonValues
{
    /// <summary>A text; null if it is none.</summary>
    public static string? Text(JsonNode? node) => node?.GetValueKind() == JsonValueKind.String ? (string?)node : null;

    /// <summary>A number; null if it is none.</summary>
    public static double? Number(JsonNode? node) => node?.GetValueKind() == JsonValueKind.Number ? (double)node : null;

    /// <summary>The title of a layout or an axis: a text, or an object with one; a figure's titles are bold and in
    /// lines, which it sets again.</summary>
    public static string? Title(JsonObject of) =>
        (Text(of["title"]) ?? Text((of["title"] as JsonObject)?["text"])) is { Length: > 0 } text
            ? text.Replace("<b>", "").Replace("</b>", "").Replace("<br>", " ") : null;

    /// <summary>A category's name; numbers are written as in JSON.</summary>
    public static string Name(JsonNode? node) => Text(node) ?? node?.ToJsonString() ?? "";

    /// <summary>Numbers, NaN for what is none; nested lists one after another.</summary>
    public static ImmutableArray<double> Numbers(JsonNode? node) => node is JsonArray items
        ? [.. items.SelectMany(i => i is JsonArray ? Numbers(i) : [Number(i) ?? double.NaN])]
        : [];

    /// <summary>Names, one for each element.</summary>
    public static ImmutableArray<string> Names(JsonNode? node) =>
        node is JsonArray items ? [.. items.Select(Name)] : [];

    /// <summary>Whether a list has names of categories (or dates) and not numbers.</summary>
    public static bool AreNames(JsonNode? node) => node is JsonArray items && items.Any(i => Text(i) is not null);
}
