using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Plotly.NET;
using ResearchKit.Figures;
using OurFigure = ResearchKit.Figures.Figure;

namespace ResearchKit.Interop.PlotlyNet;

/// <summary>
/// What notebooks show and keep of a Plotly.NET chart: the interactive form from the chart's own JSON, the drawing from
/// our renderer, the same bytes on every machine. A chart of a kind that our figures have not has no drawing.
/// </summary>
[TypeFormatterSource(typeof(PlotlyNetFormatterSource),
    PreferredMimeTypes = [Mime.Svg, Mime.Plotly, Mime.Png, Mime.PlainText])]
public sealed class PlotlyNetChart : IArtifact
{
    private static readonly JsonSerializerOptions Readable =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly JsonObject _json;

    internal PlotlyNetChart(string name, JsonObject json)
    {
        Name = ArtifactName.Check(name);
        _json = json;
        try
        {
            Figure = new ChartReader(_json).Read(name);
        }
        catch (NotSupportedException e)
        {
            Problem = e.Message;
        }
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>The chart as a figure; null if it cannot be one.</summary>
    public OurFigure? Figure { get; }

    /// <summary>Why it cannot be one; else null.</summary>
    public string? Problem { get; }

    /// <summary>
    /// The display of a chart; the value itself if it is none. A chart with a title is an artifact under a name made of
    /// it; one without is shown, and kept by <see cref="PlotlyNetCharts.Named"/> only.
    /// </summary>
    public static object Of(object value)
    {
        if (value is not GenericChart chart) return value;
        var json = PlotlyNetCharts.Json(chart);
        return NameOf(ChartReader.Title(json)) is { Length: > 0 } name ? new PlotlyNetChart(name, json)
            : new Untitled(new("chart", json));
    }

    /// <inheritdoc/>
    public IEnumerable<ArtifactFile> Files(Provenance provenance)
    {
        if (Figure is not null) yield return new(".svg", Figure.ToSvg(provenance));
        yield return new(".json", ToPlotlyJson(provenance));
    }

    /// <summary>What the chart shows, in words.</summary>
    public override string ToString() => Figure is null ? $"An interactive chart without a drawing: {Problem}."
        : Figure.Caption is { } caption ? $"{Figure.Describe()} {caption}" : Figure.Describe();

    /// <summary>The chart's own JSON; provenance goes into <c>layout.meta</c>, which Plotly keeps and does not
    /// draw.</summary>
    public string ToPlotlyJson(Provenance? provenance = null)
    {
        var written = _json.DeepClone().AsObject();
        var origin = provenance ?? Provenance.None;
        if (written["layout"] is JsonObject layout)
            layout["meta"] = new JsonObject
            {
                ["name"] = Name, ["notebook"] = origin.Notebook, ["cell"] = origin.Cell,
                ["parameters"] = new JsonObject(origin.Parameters.OrderBy(p => p.Key, StringComparer.Ordinal)
                    .Select(p => KeyValuePair.Create(p.Key, (JsonNode?)p.Value))),
            };
        return written.ToJsonString(Readable) + "\n";
    }

    private static string NameOf(string? title)
    {
        var name = new StringBuilder();
        foreach (var c in (title ?? "").ToLowerInvariant())
            if (char.IsAsciiLetterOrDigit(c)) name.Append(c);
            else if (name.Length > 0 && name[^1] != '-') name.Append('-');
        return name.ToString().Trim('-');
    }

    /// <summary>The same without files.</summary>
    [TypeFormatterSource(typeof(PlotlyNetFormatterSource),
        PreferredMimeTypes = [Mime.Svg, Mime.Plotly, Mime.Png, Mime.PlainText])]
    internal sealed record Untitled(PlotlyNetChart Chart);
}
