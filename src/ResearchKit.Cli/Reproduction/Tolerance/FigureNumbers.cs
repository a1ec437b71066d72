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

    /// <summary>In units of float64's resolution: 2e-13.</summary>
    private const double LargestRounding = 1000;

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
                if (ShowRounding(published, a, key) && p.Concat(f).All(IsRounding)) continue;
                bool logarithmic = (string?)AxisOf(published, a, key)?["type"] == "log";
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

    /// <summary>Whether values are drawn in units of float64's resolution: rounding, which no two engines
    /// share.</summary>
    private static bool ShowRounding(JsonNode figure, JsonObject trace, string key) =>
        (string?)AxisOf(figure, trace, key)?["title"]?["text"] is { } title
        && title.Contains("2<sup>−52</sup>", StringComparison.Ordinal);

    private static bool IsRounding(JsonValue? value) =>
        value?.GetValueKind() != JsonValueKind.Number || Math.Abs(value.GetValue<double>()) < LargestRounding;

    /// <summary>The layout of the axis along which these values are drawn.</summary>
    private static JsonNode? AxisOf(JsonNode figure, JsonObject trace, string key)
    {
        string letter = key is "x" or "error_x" ? "x" : "y";
        string axis = (string?)trace[letter + "axis"] ?? letter;
        return figure["layout"]?[letter + "axis" + axis[1..]];
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
