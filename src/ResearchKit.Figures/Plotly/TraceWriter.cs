using System.Text.Json;
using ResearchKit.Figures.Rendering;

namespace ResearchKit.Figures.Plotly;

/// <summary>Writes the <c>data</c> of a chart.</summary>
internal sealed class TraceWriter(Utf8JsonWriter json, Figure figure, IReadOnlyList<PanelView> views)
{
    private readonly SeriesStyles _styles = new(figure);
    private readonly HashSet<string> _named = new(StringComparer.Ordinal);
    private int _panel;

    internal void Write(int panel)
    {
        _panel = panel;
        var traces = figure.Panels[panel].Traces;
        var histograms = traces.OfType<HistogramTrace>().ToArray();
        foreach (var trace in traces)
            switch (trace)
            {
                case LineTrace line: Line(line); break;
                case BarTrace bar: Bar(bar, figure.Panels[panel].HorizontalBars); break;
                case HeatmapTrace map: Heatmap(map); break;
                case HistogramTrace histogram: Histogram(histogram, HistogramBins.For(histograms)); break;
                case BoxTrace box: Box(box); break;
                case ImageTrace image: Image(image); break;
            }
    }

    private void Line(LineTrace trace)
    {
        var style = _styles.Of(trace);
        var hasSpread = trace.Low.Length > 0;
        if (trace.Joined && hasSpread)
        {
            BandEdge(trace, trace.Low, null);
            BandEdge(trace, trace.High, PlotlyNames.Transparent(style.Ink.Light, "0.2"));
        }
        Start("scatter", trace.Name, inLegend: true);
        json.WriteString("mode", !trace.Joined ? "markers" : style.Marker == Marker.None ? "lines" : "lines+markers");
        Positions("x", trace.X);
        json.Numbers("y", trace.Y);
        if (trace.Joined)
        {
            json.WriteStartObject("line");
            json.WriteString("color", style.Ink.Light);
            json.WriteNumber("width", 2);
            json.WriteString("dash", PlotlyNames.DashName(style.Dash));
            json.WriteEndObject();
        }
        if (style.Marker != Marker.None)
        {
            json.WriteStartObject("marker");
            json.WriteString("color", style.Ink.Light);
            json.WriteString("symbol", PlotlyNames.SymbolName(style.Marker));
            json.WriteNumber("size", 7);
            json.WriteEndObject();
        }
        if (!trace.Joined && hasSpread)
        {
            json.WriteStartObject("error_y");
            json.WriteString("type", "data");
            json.WriteBoolean("symmetric", false);
            json.Numbers("array", trace.High.Zip(trace.Y, (high, y) => high - y));
            json.Numbers("arrayminus", trace.Y.Zip(trace.Low, (y, low) => y - low));
            json.WriteEndObject();
        }
        End();
    }

    /// <summary>A band is two invisible lines; the second fills the room to the first.</summary>
    private void BandEdge(LineTrace trace, IEnumerable<double> y, string? fill)
    {
        Start("scatter", trace.Name, inLegend: false);
        json.WriteString("mode", "lines");
        Positions("x", trace.X);
        json.Numbers("y", y);
        json.WriteStartObject("line");
        json.WriteNumber("width", 0);
        json.WriteEndObject();
        json.WriteString("hoverinfo", "skip");
        if (fill is not null)
        {
            json.WriteString("fill", "tonexty");
            json.WriteString("fillcolor", fill);
        }
        End();
    }

    private void Bar(BarTrace trace, bool horizontal)
    {
        Start("bar", trace.Name, inLegend: true);
        json.WriteString("orientation", horizontal ? "h" : "v");
        json.Texts(horizontal ? "y" : "x", trace.Categories);
        json.Numbers(horizontal ? "x" : "y", trace.Values);
        Color(_styles.Of(trace).Ink.Light);
        if (trace.Error.Length > 0)
        {
            json.WriteStartObject(horizontal ? "error_x" : "error_y");
            json.WriteString("type", "data");
            json.Numbers("array", trace.Error);
            json.WriteEndObject();
        }
        if (trace.ValueFormat is { } format)
        {
            json.Texts("text", trace.Values.Select(v => NumberText.Formatted(v, format)));
            // Outside, Plotly would write across error bars.
            var inside = trace.Error.Length > 0 || figure.Panels[_panel].BarMode == BarMode.Stacked;
            json.WriteString("textposition", inside ? "inside" : "outside");
            json.WriteString("insidetextanchor", trace.Error.Length > 0 ? "start" : "middle");
            json.WriteBoolean("cliponaxis", false);
        }
        End();
    }

    private void Heatmap(HeatmapTrace trace)
    {
        var scale = views[_panel].Heatmaps.First(h => h.Trace == trace).Scale;
        Start("heatmap", trace.Name, inLegend: false);
        json.Texts("x", trace.Columns);
        json.Texts("y", trace.Rows);
        json.WriteStartArray("z");
        for (var row = 0; row < trace.Rows.Length; row++)
        {
            json.WriteStartArray();
            for (var column = 0; column < trace.Columns.Length; column++) json.Number(trace[row, column]);
            json.WriteEndArray();
        }
        json.WriteEndArray();
        var (low, high) = scale.Ends;
        json.Number("zmin", low);
        json.Number("zmax", high);
        json.WriteStartArray("colorscale");
        var colors = scale.Hexes().ToArray();
        for (var i = 0; i < colors.Length; i++)
        {
            json.WriteStartArray();
            json.Number(i / (colors.Length - 1.0));
            json.WriteStringValue(colors[i]);
            json.WriteEndArray();
        }
        json.WriteEndArray();
        json.WriteBoolean("showscale", views[_panel].ColorBar is not null || _panel == FirstHeatmap());
        ColorBar(trace);
        var gap = Math.Max(trace.Rows.Length, trace.Columns.Length) <= 40 ? 1 : 0;
        json.WriteNumber("xgap", gap);
        json.WriteNumber("ygap", gap);
        if (trace.CellTexts.Length > 0)
            CellTexts(trace);
        else if (trace.CellFormat is { } format)
            json.WriteString("texttemplate", "%{z:" + PlotlyNames.D3Format(format) + "}");
        End();
    }

    private void CellTexts(HeatmapTrace trace)
    {
        json.WriteStartArray("text");
        foreach (var row in trace.CellTexts.Chunk(trace.Columns.Length))
        {
            json.WriteStartArray();
            foreach (var text in row) json.WriteStringValue(text);
            json.WriteEndArray();
        }
        json.WriteEndArray();
        json.WriteString("texttemplate", "%{text}");
    }

    private int FirstHeatmap() => views.Select((v, i) => (v, i)).First(p => p.v.IsHeatmap).i;

    private void ColorBar(HeatmapTrace trace)
    {
        var text = new Axis { Label = trace.Label, Unit = trace.Unit }.Text;
        json.WriteStartObject("colorbar");
        json.WriteStartObject("title");
        json.WriteString("text", RichText.Html(text));
        json.WriteString("side", "right");
        json.WriteEndObject();
        if (views[_panel].ColorBar is not null && views.Count > 1)
        {
            var (x, y) = Domains.Of(figure, _panel);
            json.Number("x", x.End + 0.005);
            json.Number("y", (y.Start + y.End) / 2);
            json.Number("len", y.End - y.Start);
        }
        json.WriteEndObject();
    }

    private void Histogram(HistogramTrace trace, HistogramBins bins)
    {
        Start("histogram", trace.Name, inLegend: true);
        json.Numbers("x", trace.Values);
        json.WriteBoolean("autobinx", false);
        json.WriteStartObject("xbins");
        json.Number("start", bins.Start);
        json.Number("end", bins.End);
        json.Number("size", bins.Width);
        json.WriteEndObject();
        json.WriteString("histnorm", trace.Scale switch
        {
            HistogramScale.Probability => "probability",
            HistogramScale.Density => "probability density",
            _ => "",
        });
        Color(_styles.Of(trace).Ink.Light);
        json.Number("opacity", 0.6);
        End();
    }

    /// <summary>With our own quartiles: Plotly interpolates differently.</summary>
    private void Box(BoxTrace trace)
    {
        if (BoxSummary.Of(trace.Values) is not { } box) return;
        Start("box", trace.Name, inLegend: false);
        json.Texts("x", [trace.Name]);
        json.Numbers("q1", [box.Q1]);
        json.Numbers("median", [box.Median]);
        json.Numbers("q3", [box.Q3]);
        json.Numbers("lowerfence", [box.LowFence]);
        json.Numbers("upperfence", [box.HighFence]);
        json.WriteString("boxpoints", "outliers");
        json.WriteStartArray("y");
        json.WriteStartArray();
        foreach (var value in trace.Values.Where(double.IsFinite)) json.Number(value);
        json.WriteEndArray();
        json.WriteEndArray();
        Color(_styles.Of(trace).Ink.Light);
        End();
    }

    private void Image(ImageTrace trace)
    {
        Start("image", trace.Name, inLegend: false);
        json.WriteString("source", ImageRenderer.DataUri(trace.Width, trace.Height, trace.Pixels));
        End();
    }

    private void Start(string type, string name, bool inLegend)
    {
        json.WriteStartObject();
        json.WriteString("type", type);
        if (name.Length > 0)
        {
            json.WriteString("name", RichText.Html(name));
            json.WriteString("legendgroup", RichText.Html(name));
        }
        if (type is not ("heatmap" or "image"))
            json.WriteBoolean("showlegend", inLegend && name.Length > 0 && _named.Add(name));
    }

    private void End()
    {
        json.WriteString("xaxis", Domains.AxisId("x", _panel));
        json.WriteString("yaxis", Domains.AxisId("y", _panel));
        json.WriteEndObject();
    }

    private void Positions(string name, Coordinates coordinates)
    {
        if (coordinates.IsCategorical) json.Texts(name, coordinates.Categories);
        else json.Numbers(name, coordinates.Numbers);
    }

    private void Color(string color)
    {
        json.WriteStartObject("marker");
        json.WriteString("color", color);
        json.WriteEndObject();
    }
}
