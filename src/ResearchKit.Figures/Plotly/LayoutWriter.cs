using System.Text.Json;
using ResearchKit.Figures.Rendering;

namespace ResearchKit.Figures.Plotly;

/// <summary>Writes the <c>layout</c> of a chart.</summary>
internal sealed class LayoutWriter(Utf8JsonWriter json, Figure figure, IReadOnlyList<PanelView> views)
{
    internal void Write(Provenance provenance)
    {
        json.WriteStartObject("layout");
        Title(figure.Title ?? "");
        Meta(provenance);
        json.WriteString("paper_bgcolor", Palette.Page.Light);
        json.WriteString("plot_bgcolor", Palette.Page.Light);
        json.WriteStartObject("font");
        json.WriteString("family", FontMetrics.Family);
        json.WriteString("color", Palette.Text.Light);
        json.WriteEndObject();
        json.WriteString("hovermode", "closest");
        json.Number("height", Height());
        json.WriteString("barmode", BarModeName());
        json.WriteBoolean("showlegend", figure.Legend != LegendPlacement.None
            && views.SelectMany(v => v.Legend).DistinctBy(e => e.Name).Skip(1).Any());
        for (var i = 0; i < views.Count; i++)
        {
            Axis("x", i, views[i].X.Model);
            Axis("y", i, views[i].Y.Model);
        }
        json.WriteStartArray("shapes");
        for (var i = 0; i < views.Count; i++) Shapes(i);
        json.WriteEndArray();
        json.WriteStartArray("annotations");
        for (var i = 0; i < views.Count; i++) Annotations(i);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void Title(string text)
    {
        json.WriteStartObject("title");
        json.WriteString("text", RichText.Html(text));
        json.WriteEndObject();
    }

    private void Meta(Provenance provenance)
    {
        json.WriteStartObject("meta");
        json.WriteString("name", figure.Name);
        json.WriteString("description", figure.Describe());
        if (figure.Caption is not null) json.WriteString("caption", figure.Caption);
        json.WriteString("notebook", provenance.Notebook);
        json.WriteString("cell", provenance.Cell);
        json.WriteStartObject("parameters");
        foreach (var (name, value) in provenance.Parameters.OrderBy(p => p.Key, StringComparer.Ordinal))
            json.WriteString(name, value);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>The width is the page's; the height grows with the rows of panels.</summary>
    private double Height()
    {
        var rows = (views.Count + figure.Columns - 1) / figure.Columns;
        return rows == 1 ? (figure.PanelHeight ?? 270) + 150 : rows * ((figure.PanelHeight ?? 170) + 60) + 150;
    }

    /// <summary>Plotly has one mode for all panels.</summary>
    private string BarModeName() =>
        figure.Panels.Any(p => p.Traces.Any(t => t is HistogramTrace)) ? "overlay"
        : figure.Panels.Any(p => p.BarMode == BarMode.Stacked) ? "relative"
        : "group";

    private void Axis(string letter, int panel, AxisModel model)
    {
        var isX = letter == "x";
        var domain = Domains.Of(figure, panel);
        json.WriteStartObject(Domains.AxisId(letter + "axis", panel));
        if (views[panel].IsImage) json.WriteBoolean("visible", false);
        else
        {
            var numbered = isX ? views[panel].X.Numbered : views[panel].Y.Numbered;
            Title(numbered ? model.Axis.Text : "");
            json.WriteBoolean("showticklabels", numbered);
            json.WriteBoolean("automargin", true);
            json.WriteString("type", model.Categories is not null ? "category" : model.IsLog ? "log" : "linear");
            if (model.Categories is { } categories)
            {
                json.WriteString("categoryorder", "array");
                json.Texts("categoryarray", categories);
                if (!isX) json.WriteString("autorange", "reversed");
            }
            else
                json.Numbers("range", model.IsLog
                    ? [PortableMath.Log10(model.Min), PortableMath.Log10(model.Max)]
                    : [model.Min, model.Max]);
            json.WriteBoolean("visible", model.Axis.Visible);
            json.WriteBoolean("showline", true);
            json.WriteString("linecolor", Palette.Axis.Light);
            json.WriteString("ticks", "outside");
            json.WriteBoolean("showgrid", model.Categories is null);
            json.WriteString("gridcolor", Palette.Grid.Light);
            json.WriteBoolean("zeroline", false);
        }
        json.Numbers("domain", isX ? [domain.X.Start, domain.X.End] : [domain.Y.Start, domain.Y.End]);
        json.WriteString("anchor", Domains.AxisId(isX ? "y" : "x", panel));
        if (panel > 0 && !views[panel].IsImage && (isX ? figure.ShareX : figure.ShareY))
            json.WriteString("matches", letter);
        json.WriteEndObject();
    }

    private void Shapes(int panel)
    {
        foreach (var mark in figure.Panels[panel].Marks)
            switch (mark)
            {
                case ReferenceLine line:
                    Shape(panel, "line", line.Vertical, line.Value, line.Value);
                    json.WriteStartObject("line");
                    json.WriteString("color", Palette.Muted.Light);
                    json.WriteString("dash", "dash");
                    json.WriteNumber("width", 1);
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
        json.WriteString("xref", Domains.AxisId("x", panel) + (vertical ? "" : " domain"));
        json.WriteString("yref", Domains.AxisId("y", panel) + (vertical ? " domain" : ""));
        json.Number("x0", vertical ? from : 0);
        json.Number("x1", vertical ? to : 1);
        json.Number("y0", vertical ? 0 : from);
        json.Number("y1", vertical ? 1 : to);
    }

    private void Annotations(int panel)
    {
        var title = views[panel].TitleText;
        if (title.Length > 0) Annotation(panel, title, null, null, "left", "bottom");
        foreach (var mark in figure.Panels[panel].Marks.Where(m => m.Text.Length > 0))
            switch (mark)
            {
                case ReferenceLine { Vertical: true } line:
                    Annotation(panel, line.Text, line.Value, null, "left",
                    "top"); break;
                case ReferenceLine line: Annotation(panel, line.Text, null, line.Value, "right", "bottom"); break;
                case ShadedRange range:
                    Annotation(panel, range.Text, range.Vertical ? range.From : null, range.Vertical ? null
                        : range.To, "left", "top");
                    break;
                case Note note: Annotation(panel, note.Text, note.X, note.Y, "left", "bottom", note.Arrow); break;
            }
    }

    /// <summary>A text at data coordinates, or at the panel's edge where one is null.</summary>
    private void Annotation(
        int panel, string text, double? x, double? y, string xAnchor, string yAnchor, bool arrow = false)
    {
        json.WriteStartObject();
        json.WriteString("text", RichText.Html(text));
        json.WriteString("xref", Domains.AxisId("x", panel) + (x is null ? " domain" : ""));
        json.WriteString("yref", Domains.AxisId("y", panel) + (y is null ? " domain" : ""));
        json.Number("x", x is { } atX ? Position(views[panel].X.Model, atX) : xAnchor == "right" ? 1 : 0);
        json.Number("y", y is { } atY ? Position(views[panel].Y.Model, atY) : 1);
        json.WriteBoolean("showarrow", arrow);
        if (!arrow)
        {
            json.WriteString("xanchor", xAnchor);
            json.WriteString("yanchor", yAnchor);
        }
        json.WriteEndObject();
    }

    /// <summary>Annotations of Plotly stand at logarithms on logarithmic axes.</summary>
    private static double Position(AxisModel axis, double value) =>
        axis.IsLog ? value > 0 ? PortableMath.Log10(value) : double.NaN : value;
}
