using System.Text.Json.Nodes;
using ResearchKit.Figures;

namespace ResearchKit.Interop.PlotlyNet;

/// <summary>Reads one panel: what is drawn on one pair of axes.</summary>
/// <param name="layout">The chart's layout.</param>
/// <param name="omissions">Takes what is not drawn.</param>
internal sealed class PanelReader(JsonObject layout, Omissions omissions)
{
    /// <exception cref="NotSupportedException">Something in it would be drawn wrongly.</exception>
    public Panel Read((string X, string Y) axes, JsonObject[] traces, MarkReader marks)
    {
        var (x, y) = (layout["xaxis" + axes.X[1..]] as JsonObject, layout["yaxis" + axes.Y[1..]] as JsonObject);
        var kinds = traces.Select(TraceReader.Kind).ToHashSet();
        var fromTop = AxisReader.IsReversed(y);
        var horizontal = traces.Any(t => TraceReader.Kind(t) == "bar" && BarReader.IsHorizontal(t));
        // Categories of a figure go from the top, Plotly's from the bottom unless the axis is reversed.
        if (AxisReader.IsReversed(x) || fromTop && !horizontal && !kinds.Contains("heatmap"))
            throw new NotSupportedException("reversed axes are shown interactively only");
        if (horizontal && traces.Any(t => !BarReader.IsHorizontal(t)))
            throw new NotSupportedException("horizontal bars with other traces are shown interactively only");
        if (kinds.Count > 1 && kinds.Contains("heatmap"))
            throw new NotSupportedException("heat maps under other traces are shown interactively only");
        if (traces.Count(t => TraceReader.Kind(t) == "box" && t["x"] is JsonArray { Count: > 1 }) > 1)
            throw new NotSupportedException("groups of boxes side by side are shown interactively only");
        var stacked = JsonValues.Text(layout["barmode"]) is "stack" or "relative";
        if (layout["barnorm"] is { } norm && JsonValues.Text(norm) is { Length: > 0 }
            || stacked && traces.Count(t => TraceReader.Kind(t) == "histogram") > 1)
            throw new NotSupportedException("bars in percent and stacked histograms are shown interactively only");
        var categorical = JsonValues.Text(x?["type"]) == "category" || kinds.Overlaps(["bar", "box", "heatmap"])
            || traces.Any(t => JsonValues.AreNames(t["x"]));
        Trace[] read = [.. new TraceReader(new LineReader(categorical, omissions),
            new HeatmapReader(layout, fromTop, omissions), omissions).Read(traces)];
        return new()
        {
            X = AxisReader.Read(x),
            Y = horizontal && !fromTop ? FromBottom(AxisReader.Read(y), read) : AxisReader.Read(y),
            Traces = [.. read],
            Marks = [.. marks.Read(axes.X, axes.Y)],
            BarMode = stacked ? BarMode.Stacked : BarMode.Grouped,
            HorizontalBars = horizontal,
        };
    }

    private static Axis FromBottom(Axis axis, IEnumerable<Trace> bars) => axis with
    {
        Categories = [.. (axis.Categories ?? [.. bars.OfType<BarTrace>().SelectMany(b => b.Categories).Distinct()])
            .Reverse()],
    };
}
