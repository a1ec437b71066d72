using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ResearchKit.Figures;

namespace ResearchKit.Reports;

/// <summary>
/// The data of a figure for machines, read from its interactive form: one row for each mark, with the panel's number,
/// the series, what kind of mark it is, its place, and the bounds of its band or error bar.
/// </summary>
internal static class FigureCsv
{
    private sealed record Row(
        int Panel, string Series, string Kind, object? X, object? Y, object? Value, double? Low, double? High);

    /// <summary>The rows as CSV (RFC 4180); a figure of images alone has none.</summary>
    public static string Write(string name, JsonObject chart)
    {
        var rows = new List<Row>();
        var edges = new List<JsonObject>();
        foreach (var trace in chart["data"]!.AsArray().OfType<JsonObject>())
        {
            // A band is two lines without ink before the line that it belongs to.
            if (Text(trace, "hoverinfo") == "skip" && Text(trace, "type") == "scatter" && edges.Count < 2)
            {
                edges.Add(trace);
                continue;
            }

            rows.AddRange(Rows(trace, edges));
            edges.Clear();
        }

        return Table.From(name, rows).ToCsv();
    }

    private static IEnumerable<Row> Rows(JsonObject trace, List<JsonObject> edges)
    {
        var type = Text(trace, "type");
        var row = new Row(Panel(trace), Text(trace, "name"), type, null, null, null, null, null);
        return type switch
        {
            "heatmap" => Cells(trace, row),
            "box" => Box(trace, row),
            "image" => [],
            "scatter" when edges.Count == 2 => Points(trace, row, Numbers(edges[0]["y"]), Numbers(edges[1]["y"])),
            _ => Points(trace, row, Bounds(trace, "arrayminus", -1), Bounds(trace, "array", +1)),
        };
    }

    private static IEnumerable<Row> Points(JsonObject trace, Row row, double?[] low, double?[] high)
    {
        var (x, y) = (Values(trace["x"]), Values(trace["y"]));
        for (var i = 0; i < Math.Max(x.Length, y.Length); i++)
        {
            yield return row with
            {
                X = x.ElementAtOrDefault(i),
                Y = y.ElementAtOrDefault(i),
                Low = low.ElementAtOrDefault(i),
                High = high.ElementAtOrDefault(i),
            };
        }
    }

    private static IEnumerable<Row> Cells(JsonObject trace, Row row)
    {
        var (x, y) = (Values(trace["x"]), Values(trace["y"]));
        foreach (var (j, line) in (trace["z"] as JsonArray ?? []).Index())
            foreach (var (i, value) in Values(line).Index())
                yield return row with { X = x.ElementAtOrDefault(i), Y = y.ElementAtOrDefault(j), Value = value };
    }

    // The sample itself: its quartiles follow from it.
    private static IEnumerable<Row> Box(JsonObject trace, Row row) =>
        (trace["y"] as JsonArray ?? []).SelectMany(Values).Select(value => row with { Y = value });

    /// <summary>The bounds that an error bar gives, on whichever axis has one.</summary>
    private static double?[] Bounds(JsonObject trace, string side, int sign)
    {
        foreach (var axis in (string[])["y", "x"])
        {
            if (trace[$"error_{axis}"] is not JsonObject error) continue;
            var at = Numbers(trace[axis]);
            var far = Numbers(error[side] ?? error["array"]);
            return [.. at.Zip(far, (v, d) => v + sign * d)];
        }

        return [];
    }

    // "x" and "y" of the first panel, "x2" and "y2" of the second.
    private static int Panel(JsonObject trace) =>
        int.TryParse(Text(trace, "xaxis").TrimStart('x'), CultureInfo.InvariantCulture, out var n) ? n : 1;

    private static double?[] Numbers(JsonNode? array) => [.. Values(array).Select(v => v as double?)];

    private static object?[] Values(JsonNode? array) =>
        [.. (array as JsonArray ?? []).Select(v => v?.GetValueKind() switch
        {
            JsonValueKind.Number => v.GetValue<double>(),
            JsonValueKind.String => v.GetValue<string>(),
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => (object?)null,
        })];

    private static string Text(JsonObject trace, string key) =>
        trace[key]?.GetValueKind() == JsonValueKind.String ? trace[key]!.GetValue<string>() : "";
}
