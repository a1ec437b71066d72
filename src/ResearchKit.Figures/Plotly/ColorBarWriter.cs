using System.Text.Json;
using ResearchKit.Figures.Rendering;

namespace ResearchKit.Figures.Plotly;

/// <summary>Writes a heat map's key where the drawing has it, with the same numbers.</summary>
internal sealed class ColorBarWriter(Utf8JsonWriter json, FigureLayout layout)
{
    private readonly Places _places = new(layout);

    internal void Write(ColorBar bar)
    {
        var place = bar.Place;
        json.WriteStartObject("colorbar");
        json.Number("x", _places.X(place.Left));
        json.Number("y", _places.Y(place.Top));
        json.WriteString("xanchor", "left");
        json.WriteString("yanchor", "top");
        json.WriteNumber("xpad", 0);
        json.WriteNumber("ypad", 0);
        json.WriteString("lenmode", "pixels");
        json.Number("len", place.Height);
        json.Number("thickness", place.Width);
        json.WriteNumber("outlinewidth", 0);
        json.WriteString("ticks", "outside");
        json.WriteNumber("ticklen", 4);
        json.WriteString("tickcolor", Palette.Axis.Light);
        json.WriteString("tickmode", "array");
        json.Numbers("tickvals", bar.Major.Select(t => t.Value));
        json.Texts("ticktext", bar.Major.Select(t => t.Label));
        json.WriteStartObject("tickfont");
        json.Number("size", TextStyle.TickLabel.Size);
        json.WriteString("color", TextStyle.TickLabel.Ink.Light);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
