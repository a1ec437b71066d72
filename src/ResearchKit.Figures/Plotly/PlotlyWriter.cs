using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ResearchKit.Figures.Rendering;

namespace ResearchKit.Figures.Plotly;

/// <summary>
/// Writes a figure as Plotly's JSON: <c>{"data": [...], "layout": {...}}</c>. Properties have a fixed order, numbers
/// a fixed notation; what is missing (NaN, infinities) is null. Provenance is in <c>layout.meta</c>, which Plotly
/// keeps but does not draw. Everything stands where the drawing has it: sizes, domains, ticks, bins, bars and texts are
/// those of the one <see cref="FigureLayout"/>.
/// </summary>
internal static class PlotlyWriter
{
    internal static string Write(Figure figure, Provenance provenance)
    {
        var layout = FigureLayout.Of(figure);
        using var stream = new MemoryStream();
        var options = new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        using (var json = new Utf8JsonWriter(stream, options))
        {
            json.WriteStartObject();
            json.WriteStartArray("data");
            var traces = new TraceWriter(json, layout);
            for (var i = 0; i < layout.Views.Count; i++) traces.Write(i);
            json.WriteEndArray();
            json.WriteStartObject("layout");
            new LayoutWriter(json, layout).Write(provenance);
            json.WriteStartArray("annotations");
            new AnnotationWriter(json, layout).Write(layout.Shapes);
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }
}
