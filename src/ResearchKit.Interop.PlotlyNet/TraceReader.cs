using System.Text.Json.Nodes;
using ResearchKit.Figures;

namespace ResearchKit.Interop.PlotlyNet;

/// <summary>Reads the traces of one panel.</summary>
/// <param name="lines">Reads lines and points.</param>
/// <param name="heatmaps">Reads heat maps.</param>
/// <param name="omissions">Takes what is not drawn.</param>
internal sealed class TraceReader(LineReader lines, HeatmapReader heatmaps, Omissions omissions)
{
    /// <param name="traces">The panel's traces in their order.</param>
    /// <exception cref="NotSupportedException">There is a trace of a kind that our figures have not.</exception>
    public IEnumerable<Trace> Read(IReadOnlyList<JsonObject> traces)
    {
        for (var i = 0; i < traces.Count; i++)
        {
            // A band is two lines, the second filled down to the first, and the line that they belong to.
            if (i + 2 < traces.Count && IsBand(traces[i], traces[i + 1], traces[i + 2]))
            {
                var (low, high) = (JsonValues.Numbers(traces[i]["y"]), JsonValues.Numbers(traces[i + 1]["y"]));
                i += 2;
                yield return lines.Read(traces[i]) with { Low = low, High = high, Joined = true };
            }
            else
                foreach (var trace in Read(traces[i])) yield return trace;
        }
    }

    /// <summary>The kind of a trace; lines and points have none of necessity.</summary>
    public static string Kind(JsonObject trace) => JsonValues.Text(trace["type"]) switch
    {
        null or "scattergl" => "scatter",
        var kind => kind,
    };

    /// <summary>The name in the legend.</summary>
    public static string Name(JsonObject trace) =>
        JsonValues.Text(trace["name"]) is { } name ? JsonValues.Plain(name) : "";

    /// <exception cref="NotSupportedException">The list is of lists: categories within categories.</exception>
    public static void RejectLevels(JsonArray categories)
    {
        if (categories.Any(c => c is JsonArray))
            throw new NotSupportedException("categories of several levels are shown interactively only");
    }

    private static bool IsBand(JsonObject low, JsonObject high, JsonObject line) =>
        JsonValues.Text(high["fill"]) == "tonexty" && JsonValues.Text(low["legendgroup"]) is { } group
        && JsonValues.Text(high["legendgroup"]) == group && JsonValues.Text(line["legendgroup"]) == group
        && ((JsonObject[])[low, high, line]).Select(t => ((t["y"] as JsonArray)?.Count, Kind(t))).Distinct()
        .Count() == 1;

    private IEnumerable<Trace> Read(JsonObject trace) => Kind(trace) switch
    {
        "scatter" => [lines.Read(trace)],
        "bar" => [new BarReader(omissions).Read(trace)],
        "histogram" => [DistributionReader.Histogram(trace)],
        "box" => new DistributionReader(omissions).Boxes(trace),
        "heatmap" => [heatmaps.Read(trace)],
        var other => throw new NotSupportedException($"'{other}' traces are shown interactively only"),
    };
}
