using System.Collections.Immutable;
using System.Text.Json.Nodes;
using ResearchKit.Figures;

namespace ResearchKit.Interop.PlotlyNet;

/// <summary>Reads the traces of one panel.</summary>
internal static class TraceReader
{
    /// <param name="traces">The panel's traces in their order.</param>
    /// <param name="fromTop">Whether the vertical axis grows downwards, so that a heat map's first row is at the
    /// top.</param>
    /// <exception cref="NotSupportedException">There is a trace of a kind that our figures have not.</exception>
    public static IEnumerable<Trace> Read(IReadOnlyList<JsonObject> traces, bool fromTop)
    {
        for (var i = 0; i < traces.Count; i++)
        {
            // A band is two lines, the second filled down to the first, and the line that they belong to.
            if (i + 2 < traces.Count && IsBand(traces[i], traces[i + 1], traces[i + 2]))
            {
                var (low, high) = (JsonValues.Numbers(traces[i]["y"]), JsonValues.Numbers(traces[i + 1]["y"]));
                i += 2;
                yield return Line(traces[i]) with { Low = low, High = high, Joined = true };
            }
            else yield return Read(traces[i], fromTop);
        }
    }

    private static bool IsBand(JsonObject low, JsonObject high, JsonObject line) =>
        JsonValues.Text(high["fill"]) == "tonexty" && JsonValues.Text(low["legendgroup"]) is { } group
        && JsonValues.Text(high["legendgroup"]) == group && JsonValues.Text(line["legendgroup"]) == group
        && ((JsonObject[])[low, high, line]).Select(t => ((t["y"] as JsonArray)?.Count, Kind(t))).Distinct()
        .Count() == 1;

    private static string Kind(JsonObject trace) => JsonValues.Text(trace["type"]) ?? "scatter";

    private static Trace Read(JsonObject trace, bool fromTop) => Kind(trace) switch
    {
        "scatter" or "scattergl" => Line(trace),
        "bar" => Bar(trace),
        "histogram" => Histogram(trace),
        "box" => new BoxTrace(Name(trace), JsonValues.Numbers(trace["y"])),
        "heatmap" => Heatmap(trace, fromTop),
        var other => throw new NotSupportedException($"'{other}' traces are shown interactively only"),
    };

    private static string Name(JsonObject trace) => JsonValues.Text(trace["name"]) ?? "";

    private static LineTrace Line(JsonObject trace)
    {
        var y = JsonValues.Numbers(trace["y"]);
        var x = trace["x"] is not JsonArray positions
            ? new Coordinates([.. Enumerable.Range(0, y.Length).Select(i => (double)i)])
            : JsonValues.AreNames(positions) ? new(JsonValues.Names(positions))
            : new Coordinates(JsonValues.Numbers(positions));
        if (x.Count != y.Length)
            throw new NotSupportedException($"'{Name(trace)}' has {x.Count} positions and {y.Length} values");
        var mode = JsonValues.Text(trace["mode"]) ?? "lines";
        var (low, high) = Errors(trace["error_y"] as JsonObject, y);
        return new(Name(trace), x, y)
        {
            Joined = mode.Contains("lines"), Low = low, High = high,
            Dash = DashOf(JsonValues.Text(trace["line"]?["dash"])),
            Marker = mode.Contains("markers") ? MarkerOf(JsonValues.Text(trace["marker"]?["symbol"])) : null,
        };
    }

    private static (ImmutableArray<double> Low, ImmutableArray<double> High) Errors(JsonObject? error,
        ImmutableArray<double> y)
    {
        var up = JsonValues.Numbers(error?["array"]);
        if (up.Length != y.Length || up.Length == 0) return ([], []);
        var down = JsonValues.Numbers(error!["arrayminus"]) is var minus && minus.Length == y.Length ? minus : up;
        return ([.. y.Zip(down, (v, e) => v - e)], [.. y.Zip(up, (v, e) => v + e)]);
    }

    private static BarTrace Bar(JsonObject trace)
    {
        var horizontal = JsonValues.Text(trace["orientation"]) == "h";
        var values = JsonValues.Numbers(trace[horizontal ? "x" : "y"]);
        var names = trace[horizontal ? "y" : "x"] is JsonArray categories
            ? JsonValues.Names(categories)
            : [.. Enumerable.Range(0, values.Length).Select(i => FormattableString.Invariant($"{i}"))];
        if (names.Length != values.Length)
            throw new NotSupportedException(
                $"'{Name(trace)}' has {names.Length} categories and {values.Length} values");
        var error = JsonValues.Numbers(trace[horizontal ? "error_x" : "error_y"]?["array"]);
        return new(Name(trace), names, values) { Error = error.Length == values.Length ? error : [] };
    }

    private static HistogramTrace Histogram(JsonObject trace) =>
        new(Name(trace), JsonValues.Numbers(trace["x"] ?? trace["y"]))
        {
            Bins = (int?)JsonValues.Number(trace["nbinsx"] ?? trace["nbinsy"]) is > 0 and var bins ? bins : null,
            Scale = JsonValues.Text(trace["histnorm"]) switch
            {
                "probability" => HistogramScale.Probability,
                "probability density" or "density" => HistogramScale.Density,
                _ => HistogramScale.Count,
            },
        };

    private static HeatmapTrace Heatmap(JsonObject trace, bool fromTop)
    {
        var rows = (trace["z"] as JsonArray ?? []).Select(JsonValues.Numbers).ToArray();
        if (rows.Length == 0 || rows[0].Length == 0 || rows.Any(r => r.Length != rows[0].Length))
            throw new NotSupportedException($"the heat map '{Name(trace)}' has rows of different lengths, or none");
        var names = Labels(trace["y"], rows.Length);
        if (!fromTop) (rows, names) = ([.. rows.Reverse()], [.. names.Reverse()]); // Plotly begins at the bottom
        return new(names, Labels(trace["x"], rows[0].Length), [.. rows.SelectMany(r => r)])
        {
            Label = JsonValues.Title(trace["colorbar"] as JsonObject ?? []),
            Min = JsonValues.Number(trace["zmin"]), Max = JsonValues.Number(trace["zmax"]),
            Map = JsonValues.Number(trace["zmid"]) is null ? ColorMap.Sequential : ColorMap.Diverging,
            Center = JsonValues.Number(trace["zmid"]) ?? 0,
        };
    }

    private static ImmutableArray<string> Labels(JsonNode? names, int count) =>
        JsonValues.Names(names) is { } given && given.Length == count
        ? given
        : [.. Enumerable.Range(0, count).Select(i => FormattableString.Invariant($"{i}"))];

    private static Dash? DashOf(string? name) => name switch
    {
        "solid" => Dash.Solid,
        "dash" => Dash.Dashed,
        "dot" => Dash.Dotted,
        "dashdot" => Dash.DashDot,
        "longdash" or "longdashdot" => Dash.LongDash,
        _ => null,
    };

    private static Marker MarkerOf(string? symbol) => symbol switch
    {
        "square" => Marker.Square,
        "triangle-up" => Marker.Triangle,
        "triangle-down" => Marker.TriangleDown,
        "diamond" => Marker.Diamond,
        "x" or "cross" => Marker.Cross,
        _ => Marker.Circle,
    };
}
