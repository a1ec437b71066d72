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
    // Quotation marks inside of texts are escaped, so that none of them can look like this.
    private const string Slot = $"\"{LayoutWriter.ProvenanceSlot}\":null";

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static TextWithProvenance Write(FigureLayout layout) => TextWithProvenance.Split(
        Json(json =>
        {
            json.WriteStartArray("data");
            var traces = new TraceWriter(json, layout);
            for (var i = 0; i < layout.Views.Count; i++) traces.Write(i);
            json.WriteEndArray();
            json.WriteStartObject("layout");
            new LayoutWriter(json, layout).Write();
            json.WriteStartArray("annotations");
            new AnnotationWriter(json, layout).Write(layout.Shapes);
            json.WriteEndArray();
            json.WriteEndObject();
        }) + "\n", Slot);

    /// <summary>The members of <c>layout.meta</c> that say where the figure comes from.</summary>
    internal static string Text(Provenance provenance) => Json(json =>
    {
        json.WriteString("notebook", provenance.Notebook);
        json.WriteString("cell", provenance.Cell);
        json.WriteStartObject("parameters");
        foreach (var (name, value) in provenance.Parameters.OrderBy(p => p.Key, StringComparer.Ordinal))
            json.WriteString(name, value);
        json.WriteEndObject();
    })[1..^1];

    private static string Json(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Options))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }
}
