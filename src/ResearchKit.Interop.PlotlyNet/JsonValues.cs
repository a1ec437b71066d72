using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ResearchKit.Interop.PlotlyNet;

/// <summary>Values of Plotly's JSON, where one property may have several forms.</summary>
internal static partial class JsonValues
{
    /// <summary>A text; null if it is none.</summary>
    public static string? Text(JsonNode? node) => node?.GetValueKind() == JsonValueKind.String ? (string?)node : null;

    /// <summary>A number, which Plotly also takes as a text; null if it is none.</summary>
    public static double? Number(JsonNode? node) => node?.GetValueKind() switch
    {
        JsonValueKind.Number => (double)node,
        JsonValueKind.String when double.TryParse((string)node!, NumberStyles.Float, CultureInfo.InvariantCulture,
            out var number) && double.IsFinite(number) => number,
        _ => null,
    };

    /// <summary>The title of a layout or an axis: a text, or an object with one; in one line, since figures set their
    /// lines themselves.</summary>
    public static string? Title(JsonObject of) =>
        (Text(of["title"]) ?? Text((of["title"] as JsonObject)?["text"])) is { Length: > 0 } text ? Plain(text) : null;

    /// <summary>A text without Plotly's tags: subscripts and superscripts as figures write them, breaks as
    /// spaces.</summary>
    public static string Plain(string html)
    {
        if (!html.Contains('<') && !html.Contains('&')) return html;
        var marked = Raised().Replace(html, m => (m.Groups[1].Value == "sub" ? "_{" : "^{") + m.Groups[2].Value + "}");
        return WebUtility.HtmlDecode(Tags().Replace(Breaks().Replace(marked, " "), ""));
    }

    /// <summary>A category's name; 1.0 is the same number as 1.</summary>
    public static string Name(JsonNode? node) => Text(node) is { } text ? Plain(text)
        : Number(node) is { } number ? FormattableString.Invariant($"{number}") : node?.ToJsonString() ?? "";

    /// <summary>Numbers, NaN for what is none; nested lists one after another.</summary>
    public static ImmutableArray<double> Numbers(JsonNode? node) => node is JsonArray items
        ? [.. items.SelectMany(i => i is JsonArray ? Numbers(i) : [Number(i) ?? double.NaN])]
        : [];

    /// <summary>Names, one for each element.</summary>
    public static ImmutableArray<string> Names(JsonNode? node) =>
        node is JsonArray items ? [.. items.Select(Name)] : [];

    /// <summary>Whether a list has names of categories (or dates) and not numbers.</summary>
    public static bool AreNames(JsonNode? node) =>
        node is JsonArray items && items.Any(i => Text(i) is not null && Number(i) is null);

    /// <summary>Whether a switch is there and on.</summary>
    public static bool IsTrue(JsonNode? node) => node?.GetValueKind() == JsonValueKind.True;

    [GeneratedRegex("<(sub|sup)>(.*?)</\\1>")]
    private static partial Regex Raised();

    [GeneratedRegex("<br ?/?>")]
    private static partial Regex Breaks();

    [GeneratedRegex("</?(b|i|em|span|a|u|s)( [^>]*)?>")]
    private static partial Regex Tags();
}
