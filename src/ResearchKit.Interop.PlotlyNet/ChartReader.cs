using System.Text.Json.Nodes;
using ResearchKit.Figures;

namespace ResearchKit.Interop.PlotlyNet;

/// <summary>Reads a figure from Plotly's JSON: an object with <c>data</c> and <c>layout</c>.</summary>
internal sealed class ChartReader(JsonObject chart)
{
    /// <summary>The text above a chart; null if there is none.</summary>
    public static string? Title(JsonObject chart) =>
        chart["layout"] is JsonObject layout ? JsonValues.Title(layout) : null;

    /// <exception cref="NotSupportedException">There is something without which the drawing would be wrong, and that
    /// our figures have not.</exception>
    public Figure Read(string name)
    {
        if (EmbeddedFigure.Of(chart, name) is { } own) return own;
        var layout = TypedArrays.Expand(chart["layout"]) as JsonObject ?? [];
        var omissions = new Omissions();
        var marks = new MarkReader(layout, omissions);
        var panels = (TypedArrays.Expand(chart["data"]) as JsonArray ?? []).OfType<JsonObject>()
            .Where(t => t["visible"] is not { } visible || JsonValues.IsTrue(visible))
            .GroupBy(t => (X: JsonValues.Text(t["xaxis"]) ?? "x", Y: JsonValues.Text(t["yaxis"]) ?? "y"))
            .Select(g => (g.Key.X, g.Key.Y, new PanelReader(layout, omissions).Read(g.Key, [.. g], marks))).ToArray();
        marks.NoteOthers();
        var figure = new Figure(name, Title(chart)) { Caption = omissions.Caption };
        if (panels.Length == 0) return figure;
        var (all, columns) = PanelGrid.Arrange(layout, panels);
        return figure with { Panels = all, Columns = columns };
    }
}
