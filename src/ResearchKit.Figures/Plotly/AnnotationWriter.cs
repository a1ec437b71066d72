using System.Text.Json;
using ResearchKit.Figures.Rendering;

namespace ResearchKit.Figures.Plotly;

/// <summary>
/// Writes the texts and arrows of the drawing that Plotly has no element of its own for, each where the drawing has it:
/// in data coordinates inside a plot, so that they move with it, else on the paper.
/// </summary>
internal sealed class AnnotationWriter(Utf8JsonWriter json, FigureLayout layout)
{
    private readonly Places _places = new(layout);

    internal void Write(IEnumerable<Shape> shapes) => Write(shapes, onColorBar: false);

    private void Write(IEnumerable<Shape> shapes, bool onColorBar)
    {
        foreach (var shape in shapes)
            switch (shape)
            {
                case GroupShape { Role: "legend" }: break;
                case GroupShape group: Write(group.Shapes, group.Role == ColorBar.Role); break;
                // The label of a color bar would stand at a distance of Plotly's own choice.
                case TextShape text when !IsPlotlys(text) || onColorBar && text.Style == TextStyle.AxisLabel:
                    Text(text);
                    break;
                case ArrowShape arrow: Arrow(arrow); break;
            }
    }

    /// <summary>Titles, axis labels, numbers at ticks and texts of cells are elements of Plotly.</summary>
    private static bool IsPlotlys(TextShape text) => text.Style.FixedColor is not null
        || text.Style == TextStyle.Title || text.Style == TextStyle.AxisLabel || text.Style == TextStyle.TickLabel;

    private void Text(TextShape text)
    {
        json.WriteStartObject();
        var html = RichText.Html(text.Text);
        json.WriteString("text", text.Style.Bold ? $"<b>{html}</b>" : html);
        var (cos, sin) = text.Rotate == 0 ? (1, 0) : (0, -1);
        Place(text.X + sin * text.Style.HalfCap, text.Y - cos * text.Style.HalfCap);
        if (text.Rotate != 0) json.Number("textangle", text.Rotate);
        json.WriteBoolean("showarrow", false);
        json.WriteString("xanchor", text.Anchor switch
        {
            Anchor.Start => "left",
            Anchor.Middle => "center",
            _ => "right",
        });
        json.WriteString("yanchor", "middle");
        json.WriteNumber("borderpad", 0);
        if (text.Style == TextStyle.OnImage)
            json.WriteString("bgcolor", PlotlyNames.Transparent(Palette.Page.Light, NumberText.Data(TextStyle.Ground)));
        json.WriteStartObject("font");
        json.Number("size", text.Style.Size);
        json.WriteString("color", text.Style.Ink.Light);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void Arrow(ArrowShape arrow)
    {
        json.WriteStartObject();
        json.WriteString("text", " ");
        Place(arrow.TipX, arrow.TipY);
        json.WriteBoolean("showarrow", true);
        json.Number("ax", Math.Round(arrow.FromX - arrow.TipX, 2));
        json.Number("ay", Math.Round(arrow.FromY - arrow.TipY, 2));
        json.WriteNumber("arrowhead", 2);
        json.Number("arrowwidth", 1.1);
        json.WriteString("arrowcolor", Palette.Muted.Light);
        json.WriteEndObject();
    }

    private void Place(double x, double y)
    {
        var inside = layout.Views.Select((v, i) => (View: v, Index: i))
            .FirstOrDefault(p => !p.View.IsImage && p.View.Box.Contains(new Box(x, y, x, y)), (null!, -1));
        var isInside = inside.View is not null;
        json.WriteString("xref", isInside ? Places.AxisId("x", inside.Index) : "paper");
        json.WriteString("yref", isInside ? Places.AxisId("y", inside.Index) : "paper");
        if (isInside)
        {
            var (box, xAxis, yAxis) = (inside.View!.Box, inside.View.X.Model, inside.View.Y.Model);
            var down = (y - box.Top) / box.Height;
            json.Number("x", Places.OnAxis(xAxis, (x - box.Left) / box.Width));
            json.Number("y", Places.OnAxis(yAxis, yAxis.Categories is null ? 1 - down : down));
        }
        else
        {
            json.Number("x", _places.X(x));
            json.Number("y", _places.Y(y));
        }
    }
}
