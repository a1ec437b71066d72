using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ResearchKit.Cli.Reproduction.Tolerance;

/// <summary>Compares the data of two interactive figures (Plotly's JSON), trace by trace.</summary>
internal static class FigureNumbers
{
    // Colors and labels follow from these; what a figure says in words is compared in the notebook's text.
    private static readonly string[] Data = ["x", "y", "z", "error_x", "error_y", "values", "base", "q1", "median",
        "q3", "lowerfence", "upperfence"];

    public static Difference Compare(JsonNode published, JsonNode found)
    {
        var (before, after) = (Traces(published), Traces(found));
        if (before.Count != after.Count) return Difference.Other($"{before.Count} traces, now {after.Count}");
        var largest = Difference.None;
        foreach (var (trace, (a, b)) in before.Zip(after).Index())
        {
            foreach (string key in Data)
            {
                var (p, f) = (Leaves(a[key]).ToList(), Leaves(b[key]).ToList());
                if (p.Count != f.Count)
                    return Difference.Other($"trace {trace}: {p.Count} values of {key}, now {f.Count}");
                bool logarithmic = IsLogarithmic(published, a, key);
                largest = largest.Max(Numbers(p, f, logarithmic, $"trace {trace}, {key}"));
            }
        }

        return largest;
    }

    private static Difference Numbers(List<JsonValue?> published, List<JsonValue?> found, bool logarithmic,
        string where)
    {
        double scale = published.Select(v => Math.Abs(Scaled(v, logarithmic) ?? 0)).DefaultIfEmpty(0).Max();
        var largest = Difference.None;
        foreach (var (p, f) in published.Zip(found))
        {
            var (a, b) = (Scaled(p, logarithmic), Scaled(f, logarithmic));
            if (a is null || b is null)
            {
                if (p?.ToJsonString() != f?.ToJsonString())
                    return Difference.Other($"{where}: {p?.ToJsonString()}, now {f?.ToJsonString()}");
                continue;
            }

            double size = a == b ? 0 : Math.Abs(a.Value - b.Value) / scale;
            if (size > largest.Size)
                largest = new Difference(size, string.Create(CultureInfo.InvariantCulture,
                    $"{where}: {p!.GetValue<double>():g6}, now {f!.GetValue<double>():g6}"));
        }

        return largest;
    }

    private static double? Scaled(JsonValue? value, bool logarithmic) =>
        value?.GetValueKind() != JsonValueKind.Number ? null
        : value.GetValue<double>() is var number && logarithmic && number > 0 ? Math.Log10(number) : number;

    /// <summary>Whether the axis along which these values are drawn is logarithmic.</summary>
    private static bool IsLogarithmic(JsonNode figure, JsonObject trace, string key)
    {
        string letter = key is "x" or "error_x" ? "x" : "y";
        string axis = (string?)trace[letter + "axis"] ?? letter;
        return (string?)figure["layout"]?[letter + "axis" + axis[1..]]?["type"] == "log";
    }

    private static List<JsonObject> Traces(JsonNode figure) =>
        [.. (figure["data"] as JsonArray ?? []).OfType<JsonObject>()];

    private static IEnumerable<JsonValue?> Leaves(JsonNode? node) => node switch
    {
        null => [],
        JsonArray list => list.SelectMany(item => item is null ? [null] : Leaves(item)),
        JsonObject map => map.SelectMany(pair => Leaves(pair.Value)),
        _ => [node.AsValue()],
    };
}
