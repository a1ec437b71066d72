using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ResearchKit.Figures.Rendering;

namespace ResearchKit.Figures.Plotly;

/// <summary>
/// Writes a figure as Plotly's JSON: <c>{"data": [...], "layout": {...}}</c>. Properties have a fixed order, numbers
/// a fixed notation; what is missing (NaN, infinities) is null. Provenance is in <c>layout.meta</c>, which Plotly
/// keeps but does not draw.
/// </summary>
internal static class PlotlyWriter
{
    internal static string Write(Figure figure, Provenance provenance)
    {
        // The views give both renderings the same ranges, bins and colors.
        var views = FigureViews.Create(figure, "", 640, out _);
        using var stream = new MemoryStream();
        var options = new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        using (var json = new Utf8JsonWriter(stream, options))
        {
            json.WriteStartObject();
            json.WriteStartArray("data");
            var traces = new TraceWriter(json, figure, views);
            for (var i = 0; i < views.Count; i++) traces.Write(i);
            json.WriteEndArray();
            new LayoutWriter(json, figure, views).Write(provenance);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }
}
