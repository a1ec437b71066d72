using System.Text.Json;
using ResearchKit.Figures.Rendering;

namespace ResearchKit.Figures.Plotly;

/// <summary>Writes the <c>layout</c> of a chart: sizes, axes, legends and marks as the drawing has them.</summary>
internal sealed class LayoutWriter(Utf8JsonWriter json, FigureLayout layout)
{
    private readonly Places _places = new(layout);

    /// <summary>The name of a member that stands where provenance is to be.</summary>
    internal const string ProvenanceSlot = "provenance";

    internal void Write()
    {
        var figure = layout.Figure;
        Title();
        Meta();
        json.WriteString("paper_bgcolor", Palette.Page.Light);
        json.WriteString("plot_bgcolor", "rgba(0,0,0,0)");
        Font("font", TextStyle.Note, FontMetrics.Family);
        json.WriteString("hovermode", "closest");
        json.WriteBoolean("autosize", false);
        json.Number("width", layout.Width);
        json.Number("height", layout.Height);
        json.WriteStartObject("margin");
        foreach (var side in (string[])["l", "r", "t", "b", "pad"]) json.WriteNumber(side, 0);
        json.WriteBoolean("autoexpand", false);
        json.WriteEndObject();
        json.WriteString("barmode", figure.Panels.Any(p => p.BarMode == BarMode.Stacked) ? "relative"
            : figure.Panels.Any(p => p.Traces.Any(t => t is HistogramTrace)) ? "overlay"
            : "group");
        if (figure.Panels.All(Dodging.Is))
        {
            json.WriteString("scattermode", "group");
            json.Number("scattergap", Dodging.Gap);
        }
        Legends();
        for (var i = 0; i < layout.Views.Count; i++)
        {
            new AxisWriter(json, layout, i).Horizontal();
            new AxisWriter(json, layout, i).Vertical();
        }
        json.WriteStartArray("shapes");
        for (var i = 0; i < layout.Views.Count; i++) Shapes(i);
        json.WriteEndArray();
    }

    /// <summary>A text style as Plotly's font.</summary>
    private void Font(string name, TextStyle style, string? family = null)
    {
        json.WriteStartObject(name);
        if (family is not null) json.WriteString("family", family);
        json.Number("size", style.Size);
        json.WriteString("color", style.Ink.Light);
        json.WriteEndObject();
    }

    private void Title()
    {
        var style = TextStyle.Title;
        var lines = string.IsNullOrEmpty(layout.Figure.Title) ? [] : layout.TitleLines;
        json.WriteStartObject("title");
        json.WriteString("text", string.Join("<br>", lines.Select(l => $"<b>{RichText.Html(l)}</b>")));
        json.WriteString("xref", "container");
        json.WriteString("yref", "container");
        json.Number("x", _places.X(layout.Padding));
        // Plotly raises the first of several lines by about two thirds of a line for each that follows.
        json.Number("y", _places.Y(layout.Padding + Math.Max(0, lines.Count - 1) * 12));
        json.WriteString("xanchor", "left");
        json.WriteString("yanchor", "top");
        Font("font", style);
        json.WriteEndObject();
    }

    private void Meta()
    {
        var figure = layout.Figure;
        json.WriteStartObject("meta");
        json.WriteString("name", figure.Name);
        json.WriteString("description", figure.Describe());
        if (figure.Caption is not null) json.WriteString("caption", figure.Caption);
        json.WriteNull(ProvenanceSlot);
        json.WriteEndObject();
    }

    /// <summary>One legend for each column of the drawing's, so that they stand alike in every reader.</summary>
    private void Legends()
    {
        json.WriteBoolean("showlegend", layout.LegendAt is not null);
        if (layout.LegendAt is not { } at) return;
        foreach (var (column, (left, _)) in layout.Legend.Columns(at.Columns, at.Room).Index())
        {
            json.WriteStartObject(LegendId(column));
            json.Number("x", _places.X(at.Left + left - 5));
            json.Number("y", _places.Y(at.Top + 1));
            json.WriteString("xanchor", "left");
            json.WriteString("yanchor", "top");
            json.WriteString("bgcolor", PlotlyNames.Transparent(Palette.Page.Light, at.Room > 1e8 ? "0.86" : "0"));
            json.WriteNumber("borderwidth", 0);
            json.WriteNumber("tracegroupgap", 0);
            Font("font", TextStyle.Legend);
            json.WriteEndObject();
        }
    }

    /// <summary><c>legend</c>, <c>legend2</c>, ...</summary>
    internal static string LegendId(int column) => Places.AxisId("legend", column);

    private void Shapes(int panel)
    {
        foreach (var mark in layout.Figure.Panels[panel].Marks)
            switch (mark)
            {
                case ReferenceLine line:
                    Shape(panel, "line", line.Vertical, line.Value, line.Value);
                    json.WriteStartObject("line");
                    json.WriteString("color", Palette.Muted.Light);
                    json.WriteString("dash", PlotlyNames.DashName(Dash.Dashed, 1.1));
                    json.Number("width", 1.1);
                    json.WriteEndObject();
                    json.WriteEndObject();
                    break;
                case ShadedRange range:
                    Shape(panel, "rect", range.Vertical, range.From, range.To);
                    json.WriteString("layer", "below");
                    json.WriteString("fillcolor", Palette.Shade.Light);
                    json.WriteStartObject("line");
                    json.WriteNumber("width", 0);
                    json.WriteEndObject();
                    json.WriteEndObject();
                    break;
            }
    }

    /// <summary>Across the panel in one direction, from value to value in the other (on logarithmic axes,
    /// too).</summary>
    private void Shape(int panel, string type, bool vertical, double from, double to)
    {
        json.WriteStartObject();
        json.WriteString("type", type);
        json.WriteString("xref", Places.AxisId("x", panel) + (vertical ? "" : " domain"));
        json.WriteString("yref", Places.AxisId("y", panel) + (vertical ? " domain" : ""));
        json.Number("x0", vertical ? from : 0);
        json.Number("x1", vertical ? to : 1);
        json.Number("y0", vertical ? 0 : from);
        json.Number("y1", vertical ? 1 : to);
    }
}
