using System.Collections.Immutable;
using System.Text.Json.Nodes;
using ResearchKit.Figures;

namespace ResearchKit.Interop.PlotlyNet;

/// <summary>Reads a figure from Plotly's JSON: an object with <c>data</c> and <c>layout</c>.</summary>
internal sealed class ChartReader(JsonObject chart)
{
    private readonly JsonObject _layout = chart["layout"] as JsonObject ?? [];

    /// <summary>The text above the chart; null if there is none.</summary>
    public string? Title => JsonValues.Title(_layout);

    /// <exception cref="NotSupportedException">There is a trace of a kind that our figures have not.</exception>
    public Figure Read(string name)
    {
        var traces = (chart["data"] as JsonArray ?? []).OfType<JsonObject>().ToArray();
        var panels = traces.GroupBy(AxisNumber).OrderBy(g => g.Key).Select(g => Panel(g.Key, [.. g]))
            .ToImmutableArray();
        if (panels.IsEmpty) return new(name, Title);
        var columns = (int?)JsonValues.Number(_layout["grid"]?["columns"]) ?? 1;
        return new(name, Title) { Panels = panels, Columns = Math.Clamp(columns, 1, panels.Length) };
    }

    private Panel Panel(string axis, JsonObject[] traces)
    {
        var reversed = JsonValues.Text(Layout("yaxis", axis)?["autorange"]) == "reversed";
        return new()
        {
            X = Axis(Layout("xaxis", axis)), Y = Axis(Layout("yaxis", axis)),
            Traces = [.. TraceReader.Read(traces, reversed)],
            Marks = [.. MarkReader.Read(_layout["shapes"] as JsonArray ?? [], axis)],
            BarMode = JsonValues.Text(_layout["barmode"]) is "stack" or "relative" ? BarMode.Stacked : BarMode.Grouped,
            HorizontalBars =
            traces.Any(t => JsonValues.Text(t["type"]) == "bar" && JsonValues.Text(t["orientation"]) == "h"),
        };
    }

    private JsonObject? Layout(string name, string number) => _layout[name + number] as JsonObject;

    // "x2" is the second horizontal axis; its panel is named "2", the first "".
    private static string AxisNumber(JsonObject trace) => JsonValues.Text(trace["xaxis"]) is { } id ? id[1..] : "";

    private static Axis Axis(JsonObject? axis)
    {
        if (axis is null) return new();
        var isLog = JsonValues.Text(axis["type"]) == "log";
        var isCategory = JsonValues.Text(axis["type"]) == "category";
        var range = isCategory ? [] : (axis["range"] as JsonArray ?? []).Select(e => JsonValues.Number(e)).ToArray();
        double? End(int i) =>
            range is [{ } low, { } high] && low < high ? isLog ? Math.Pow(10, range[i]!.Value) : range[i] : null;
        return new()
        {
            Label = JsonValues.Title(axis), Scale = isLog ? AxisScale.Log
            : AxisScale.Linear, Min = End(0), Max = End(1),
            Categories = axis["categoryarray"] is JsonArray names ? [.. names.Select(JsonValues.Name)] : null,
            Visible = axis["visible"] is not JsonValue visible || !visible.TryGetValue(out bool shown) || shown,
        };
    }
}
