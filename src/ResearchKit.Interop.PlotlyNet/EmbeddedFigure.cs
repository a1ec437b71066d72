using System.Text.Json;
using System.Text.Json.Nodes;
using ResearchKit.Figures;
using ResearchKit.Figures.Values;

namespace ResearchKit.Interop.PlotlyNet;

/// <summary>
/// A figure inside of the chart that was made of it, in <c>layout.meta</c>: what Plotly has no place for (the values of
/// a histogram, titles of panels, units) comes back with it, unless the chart was changed.
/// </summary>
internal static class EmbeddedFigure
{
    private const string Key = "figure";

    /// <summary>The chart of a figure, with the figure in it.</summary>
    public static JsonObject Chart(Figure figure)
    {
        // Of the figure as it will be read, whose numbers have ten digits, so that the two can be compared.
        var text = FigureFile.Write(figure, Provenance.None);
        var chart = JsonNode.Parse(FigureFile.Read(text).Figure.ToPlotlyJson())!.AsObject();
        chart["layout"]!["meta"]![Key] = text;
        return chart;
    }

    /// <summary>The figure that a chart was made of; null if there is none or the chart was changed since.</summary>
    /// <param name="chart">Data and layout of the chart.</param>
    /// <param name="name">The name of the figure that is returned.</param>
    public static Figure? Of(JsonObject chart, string name)
    {
        if (chart["layout"] is not JsonObject layout || layout["meta"] is not JsonObject meta
            || JsonValues.Text(meta[Key]) is not { } text) return null;
        try
        {
            var figure = FigureFile.Read(text).Figure;
            var made = JsonNode.Parse(figure.ToPlotlyJson())!.AsObject();
            if (!JsonNode.DeepEquals(made["data"], chart["data"])
                || !made["layout"]!.AsObject().All(p => p.Key == "meta" || JsonNode.DeepEquals(p.Value, layout[p.Key])))
                return null;
            var named = JsonNode.Parse(text)!;
            named[Key]!["name"] = ArtifactName.Check(name);
            return FigureFile.Read(named.ToJsonString()).Figure;
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            return null; // somebody else's text under the same name
        }
    }
}
