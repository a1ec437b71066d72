using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ResearchKit.Notebooks.Documents;

namespace ResearchKit.Kernel.Tests;

/// <summary>The outputs of a cell as values: clients differ in how they split text into lines.</summary>
internal static class CellOutputs
{
    /// <summary>The outputs of a cell; equal for equal ones.</summary>
    public static string Of(NotebookCell cell) =>
        new JsonArray([.. cell.Outputs.Select(output => Joined(output!))]).ToJsonString();

    private static JsonNode Joined(JsonNode node)
    {
        switch (node)
        {
            case JsonArray list when list.All(item => item?.GetValueKind() == JsonValueKind.String):
                return JsonValue.Create(string.Concat(list.Select(item => (string?)item)));
            case JsonArray list:
                return new JsonArray([.. list.Select(item => item is null ? null : Joined(item))]);
            case JsonObject map:
                return new JsonObject(map.OrderBy(entry => entry.Key, StringComparer.Ordinal)
                    .Select(entry =>
                        KeyValuePair.Create(entry.Key, entry.Value is null ? null : (JsonNode?)Joined(
                            IsJsonText(entry.Key, entry.Value) ? JsonNode.Parse((string)entry.Value!)!
                            : entry.Value))));
            // Python writes 1e-05 where .NET writes 1E-05: the same number.
            case JsonValue value when value.GetValueKind() == JsonValueKind.Number:
                return JsonValue.Create(double.Parse(value.ToJsonString(), CultureInfo.InvariantCulture));
            default:
                return node.DeepClone();
        }
    }

    /// <summary>.NET Interactive sends data of a JSON type as text.</summary>
    private static bool IsJsonText(string key, JsonNode value) =>
        key.EndsWith("+json", StringComparison.Ordinal)
        && value.GetValueKind() == JsonValueKind.String;
}
