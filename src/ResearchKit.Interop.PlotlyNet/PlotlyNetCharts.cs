using System.Text.Json.Nodes;
using Plotly.NET;
using OurFigure = ResearchKit.Figures.Figure;

namespace ResearchKit.Interop.PlotlyNet;

/// <summary>Plotly.NET's charts as our figures, and our figures as Plotly.NET's charts.</summary>
public static class PlotlyNetCharts
{
    /// <summary>
    /// The chart as a figure: lines with bands or error bars, points, bars, histograms, box plots, heat maps, grids of
    /// these, reference lines, shaded ranges and notes. Colors are our own; NaN stays a gap. What figures have not is
    /// named in the caption, or is an error where the figure would be wrong without it. What <see cref="ToPlotlyNet"/>
    /// made comes back as the same figure, its numbers with ten significant digits.
    /// </summary>
    /// <param name="chart">The chart, of Plotly.NET or Plotly.NET.CSharp.</param>
    /// <param name="name">The figure's name: lower-case letters, digits and hyphens.</param>
    /// <exception cref="NotSupportedException">The chart has traces or axes of a kind that our figures have
    /// not.</exception>
    public static OurFigure ToFigure(this GenericChart chart, string name) => new ChartReader(Json(chart)).Read(name);

    /// <summary>The figure for Plotly.NET's own functions; the same traces and layout as in its interactive
    /// form.</summary>
    public static GenericChart ToPlotlyNet(this OurFigure figure)
    {
        var json = EmbeddedFigure.Chart(figure);
        var traces = json["data"]!.AsArray()
            .Select(t => DynamicJson.Fill(new Trace((string)t!["type"]!), t!.AsObject()));
        var layout = DynamicJson.Fill(new Layout(), json["layout"]!.AsObject());
        return GenericChart.fromFigure(Figure.create(Microsoft.FSharp.Collections.ListModule.OfSeq(traces), layout));
    }

    /// <summary>The chart under a name of its own: a headless run keeps its files under it.</summary>
    /// <exception cref="ArgumentException">The name holds other characters than lower-case letters, digits and
    /// hyphens.</exception>
    public static PlotlyNetChart Named(this GenericChart chart, string name) =>
        new(name, Json(chart));

    // Plotly.NET writes NaN as a text; null is what Plotly draws as a gap.
    internal static JsonObject Json(GenericChart chart)
    {
        var json = JsonNode.Parse(GenericChart.toFigureJson(chart))!.AsObject();
        foreach (var trace in json["data"]!.AsArray()) DynamicJson.NullForNotANumber(trace);
        return json;
    }
}
