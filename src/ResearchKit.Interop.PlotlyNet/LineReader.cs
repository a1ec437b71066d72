using System.Collections.Immutable;
using System.Text.Json.Nodes;
using ResearchKit.Figures;

namespace ResearchKit.Interop.PlotlyNet;

/// <summary>Reads lines and points.</summary>
/// <param name="isCategorical">Whether the horizontal axis has categories, be they numbers.</param>
/// <param name="omissions">Takes what is not drawn.</param>
internal sealed class LineReader(bool isCategorical, Omissions omissions)
{
    /// <exception cref="NotSupportedException">The trace is none that a figure has.</exception>
    public LineTrace Read(JsonObject trace)
    {
        if (trace["stackgroup"] is not null)
            throw new NotSupportedException("stacked areas are shown interactively only");
        if (JsonValues.AreNames(trace["y"]))
            throw new NotSupportedException("categories on the vertical axis of points are shown interactively only");
        var name = TraceReader.Name(trace);
        var y = Values(trace, "y", (trace["x"] as JsonArray)?.Count);
        var x = Positions(trace, y.Length);
        if (x.Count != y.Length)
            throw new NotSupportedException($"'{name}' has {x.Count} positions and {y.Length} values");
        var joined = Mode(trace, y.Length).Contains("lines");
        var (low, high) = Ends(trace, y, joined);
        NoteOmissions(trace);
        return new(name, x, y)
        {
            Joined = joined, Low = low, High = high,
            Dash = DashOf(JsonValues.Text(trace["line"]?["dash"])),
            Marker = Mode(trace, y.Length).Contains("markers")
                ? MarkerOf(JsonValues.Text(trace["marker"]?["symbol"])) : null,
        };
    }

    // Plotly's own default: points are marked where there are few.
    private static string Mode(JsonObject trace, int count)
    {
        const int few = 20;
        return JsonValues.Text(trace["mode"]) ?? (count < few ? "lines+markers" : "lines");
    }

    private Coordinates Positions(JsonObject trace, int count)
    {
        var given = trace["x"] as JsonArray;
        if (given is not null && (isCategorical || JsonValues.AreNames(given)))
        {
            TraceReader.RejectLevels(given);
            return new(Dates.Shorten(JsonValues.Names(given), omissions));
        }
        var numbers = given is null ? Steps(trace, "x", count) : JsonValues.Numbers(given);
        return isCategorical ? new([.. numbers.Select(n => FormattableString.Invariant($"{n}"))]) : new(numbers);
    }

    private static ImmutableArray<double> Values(JsonObject trace, string letter, int? count) =>
        trace[letter] is JsonArray given ? JsonValues.Numbers(given) : Steps(trace, letter, count ?? 0);

    private static ImmutableArray<double> Steps(JsonObject trace, string letter, int count)
    {
        var (start, step) =
            (JsonValues.Number(trace[letter + "0"]) ?? 0, JsonValues.Number(trace["d" + letter]) ?? 1);
        return [.. Enumerable.Range(0, count).Select(i => start + i * step)];
    }

    /// <summary>The ends of error bars; of a filled area those of the area.</summary>
    private static (ImmutableArray<double> Low, ImmutableArray<double> High) Ends(
        JsonObject trace, ImmutableArray<double> y, bool joined)
    {
        var error = ErrorBars.Read(trace["error_y"], y);
        if (!error.Up.IsEmpty)
            return ([.. y.Zip(error.Down, (v, e) => v - e)], [.. y.Zip(error.Up, (v, e) => v + e)]);
        return joined && JsonValues.Text(trace["fill"]) == "tozeroy"
            ? ([.. y.Select(v => Math.Min(v, 0))], [.. y.Select(v => Math.Max(v, 0))])
            : ([], []);
    }

    private void NoteOmissions(JsonObject trace)
    {
        var fill = JsonValues.Text(trace["fill"]);
        omissions.Add(fill is not (null or "none" or "tozeroy"), "filled areas");
        var shape = JsonValues.Text(trace["line"]?["shape"]);
        omissions.Add(shape == "spline", "curves between points");
        omissions.Add(shape is not (null or "linear" or "spline"), "steps between points");
        omissions.Add(JsonValues.Text(trace["mode"])?.Contains("text") == true, "texts at points");
        omissions.Add(trace["marker"]?["size"] is JsonArray, "sizes of points");
        omissions.Add(trace["marker"]?["color"] is JsonArray, "colors of points");
        omissions.Add(trace["error_x"] is JsonObject error && !JsonValues.Numbers(error["array"]).IsEmpty,
            "horizontal error bars");
    }

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
