using System.Text.Json;
using System.Text.Json.Nodes;

namespace ResearchKit.Interop.PlotlyNet;

/// <summary>JSON and the objects without fixed properties that Plotly.NET's charts are made of.</summary>
internal static class DynamicJson
{
    private static readonly string[] NotNumbers = ["NaN", "Infinity", "-Infinity"];

    /// <summary>Gives an object the properties of a JSON object.</summary>
    public static T Fill<T>(T target, JsonObject json) where T : DynamicObj.DynamicObj
    {
        foreach (var (name, value) in json) target.SetProperty(name, Value(value)!);
        return target;
    }

    /// <summary>Replaces texts such as "NaN" by null in arrays that hold numbers; names of categories stay.</summary>
    public static void NullForNotANumber(JsonNode? node)
    {
        if (node is JsonObject parts)
            foreach (var (_, part) in parts) NullForNotANumber(part);
        if (node is not JsonArray items) return;
        var areNumbers = items.All(i => i is null || i.GetValueKind() == JsonValueKind.Number || IsNotANumber(i));
        for (var i = 0; i < items.Count; i++)
            if (areNumbers && IsNotANumber(items[i])) items[i] = null;
            else NullForNotANumber(items[i]);
    }

    private static bool IsNotANumber(JsonNode? node) =>
        node?.GetValueKind() == JsonValueKind.String && NotNumbers.Contains((string)node!);

    private static object? Value(JsonNode? node) => node?.GetValueKind() switch
    {
        JsonValueKind.Object => Fill(new DynamicObj.DynamicObj(), node.AsObject()),
        JsonValueKind.Array => node.AsArray().Select(Value).ToList(),
        JsonValueKind.String => (string)node!,
        JsonValueKind.Number => (double)node,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };
}
