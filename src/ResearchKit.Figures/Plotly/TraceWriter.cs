using System.Text.Json;
using ResearchKit.Figures.Rendering;

namespace ResearchKit.Figures.Plotly;

/// <summary>Writes the <c>data</c> of a chart.</summary>
internal sealed class TraceWriter
{
    private readonly Utf8JsonWriter _json;
    private readonly FigureLayout _layout;
    private readonly SeriesStyles _styles;
    private readonly HashSet<string> _named = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (int Column, int Rank, string Shown)> _legend = new(StringComparer.Ordinal);
    private int _panel;

    internal TraceWriter(Utf8JsonWriter json, FigureLayout layout)
    {
        (_json, _layout) = (json, layout);
        _styles = new SeriesStyles(layout.Figure);
        if (layout.LegendAt is not { } at) return;
        foreach (var (column, (_, names)) in layout.Legend.Columns(at.Columns, at.Room).Index())
            foreach (var (entry, shown) in names) _legend[entry.Name] = (column, _legend.Count, shown);
    }

    private PanelView View => _layout.Views[_panel];

    internal void Write(int panel)
    {
        _panel = panel;
        foreach (var trace in _layout.Figure.Panels[panel].Traces)
            switch (trace)
            {
                case LineTrace line: Line(line); break;
                case BarTrace bar: Bar(bar); break;
                case HeatmapTrace map: Heatmap(View.Heatmaps.First(h => h.Trace == map)); break;
                case HistogramTrace histogram: Histogram(histogram); break;
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
        _json.WriteString("mode", !trace.Joined ? "markers" : style.Marker == Marker.None ? "lines" : "lines+markers");
        Positions("x", trace.X);
        _json.Numbers("y", trace.Y);
        if (trace.Joined)
        {
            _json.WriteStartObject("line");
            _json.WriteString("color", style.Ink.Light);
            _json.Number("width", 1.9);
            _json.WriteString("dash", PlotlyNames.DashName(style.Dash, 1.9));
            _json.WriteEndObject();
        }
        if (style.Marker != Marker.None)
        {
            _json.WriteStartObject("marker");
            _json.WriteString("color", style.Ink.Light);
            _json.WriteString("symbol", PlotlyNames.SymbolName(style.Marker));
            _json.WriteNumber("size", 7);
            _json.WriteEndObject();
        }
        if (!trace.Joined && hasSpread)
        {
            _json.WriteStartObject("error_y");
            _json.WriteString("type", "data");
            _json.WriteBoolean("symmetric", false);
            _json.Numbers("array", trace.High.Zip(trace.Y, (high, y) => high - y));
            _json.Numbers("arrayminus", trace.Y.Zip(trace.Low, (y, low) => y - low));
            ErrorBarStyle(style.Ink.Light);
            _json.WriteEndObject();
        }
        End();
    }

    /// <summary>A band is two invisible lines; the second fills the room to the first.</summary>
    private void BandEdge(LineTrace trace, IEnumerable<double> y, string? fill)
    {
        Start("scatter", trace.Name, inLegend: false);
        _json.WriteString("mode", "lines");
        Positions("x", trace.X);
        // A lower end that a logarithmic axis cannot show lies on the axis.
        var axis = View.Y.Model;
        _json.Numbers("y", axis.IsLog ? y.Select(v => v <= 0 ? axis.Min : v) : y);
        _json.WriteStartObject("line");
        _json.WriteNumber("width", 0);
        _json.WriteEndObject();
        _json.WriteString("hoverinfo", "skip");
        if (fill is not null)
        {
            _json.WriteString("fill", "tonexty");
            _json.WriteString("fillcolor", fill);
        }
        End();
    }

    /// <summary>Each bar has its place and its start: Plotly has only one way to put bars together in all
    /// panels.</summary>
    private void Bar(BarTrace trace)
    {
        var renderer = View.Bars!;
        var series = renderer.Traces.ToList().FindIndex(t => ReferenceEquals(t, trace));
        var bars = renderer.Bars().Where(b => b.Series == series).ToArray();
        var horizontal = View.Panel.HorizontalBars;
        var values = horizontal ? View.X.Model : View.Y.Model;
        var starts = bars.Select(b => values.IsLog && b.From <= 0 ? values.Min : b.From).ToArray();
        Start("bar", trace.Name, inLegend: true);
        _json.WriteString("orientation", horizontal ? "h" : "v");
        _json.Texts(horizontal ? "y" : "x", bars.Select(b => b.Category));
        _json.Numbers(horizontal ? "x" : "y", bars.Zip(starts, (b, start) => b.To - start));
        if (starts.Any(s => s != 0)) _json.Numbers("base", starts);
        var (offset, width) = renderer.Slot(series);
        _json.Number("offset", offset);
        _json.Number("width", width);
        Color(_styles.Of(trace).Ink.Light);
        if (trace.Error.Length > 0)
        {
            _json.WriteStartObject(horizontal ? "error_x" : "error_y");
            _json.WriteString("type", "data");
            _json.Numbers("array", bars.Select(b => trace.Error[b.Index]));
            ErrorBarStyle(Palette.Text.Light);
            _json.WriteEndObject();
        }
        End();
    }

    private void Heatmap(HeatmapRenderer renderer)
    {
        var (trace, area) = (renderer.Trace, View.Area);
        Start("heatmap", trace.Name, inLegend: false);
        _json.Texts("x", trace.Columns);
        _json.Texts("y", trace.Rows);
        Cells("z", trace, cell => _json.Number(trace.Values[cell]));
        _json.Number("zmin", renderer.Scale.Min);
        _json.Number("zmax", renderer.Scale.Max);
        _json.WriteStartArray("colorscale");
        foreach (var (offset, color) in renderer.Scale.Corners())
        {
            _json.WriteStartArray();
            _json.Number(offset);
            _json.WriteStringValue(color);
            _json.WriteEndArray();
        }
        _json.WriteEndArray();
        var bar = View.ColorBar ?? (IsFirstHeatmap(trace) ? _layout.SharedBar : null);
        _json.WriteBoolean("showscale", bar is not null);
        if (bar is not null) new ColorBarWriter(_json, _layout).Write(bar);
        var gap = 2 * HeatmapRenderer.Gap(area);
        _json.Number("xgap", gap);
        _json.Number("ygap", gap);
        var size = renderer.CellTextSize(area);
        if (size >= renderer.SmallestText)
        {
            Cells("text", trace, cell => _json.WriteStringValue(RichText.Html(renderer.Text(cell))));
            _json.WriteString("texttemplate", "%{text}");
            _json.WriteStartObject("textfont");
            _json.Number("size", size);
            _json.WriteEndObject();
        }
        End();
    }

    private void Cells(string name, HeatmapTrace trace, Action<int> write)
    {
        _json.WriteStartArray(name);
        for (var row = 0; row < trace.Rows.Length; row++)
        {
            _json.WriteStartArray();
            for (var column = 0; column < trace.Columns.Length; column++) write(row * trace.Columns.Length + column);
            _json.WriteEndArray();
        }
        _json.WriteEndArray();
    }

    private bool IsFirstHeatmap(HeatmapTrace trace) =>
        _layout.Views.First(v => v.IsHeatmap).Heatmaps.First().Trace == trace;

    /// <summary>As bars: Plotly's own histograms leave out the values at the end of the last bin.</summary>
    private void Histogram(HistogramTrace trace)
    {
        var bins = View.Histograms!.Bins;
        var heights = bins.Heights(trace);
        var alone = View.Panel.Traces.Count(t => t is HistogramTrace) == 1;
        Start("bar", trace.Name, inLegend: true);
        _json.Numbers("x", heights.Select((_, i) => bins.Start + (i + 0.5) * bins.Width));
        _json.Numbers("y", heights);
        _json.Number("width", bins.Width);
        _json.Number("offset", -bins.Width / 2);
        _json.Texts("customdata", heights.Select((_, i) =>
            $"{NumberText.Short(bins.Start + i * bins.Width)} " +
            $"to {NumberText.Short(bins.Start + (i + 1) * bins.Width)}"));
        _json.WriteString("hovertemplate", "%{customdata}: %{y}<extra></extra>");
        var ink = _styles.Of(trace).Ink.Light;
        _json.WriteStartObject("marker");
        _json.WriteString("color", PlotlyNames.Transparent(ink, alone ? "0.75" : "0.38"));
        _json.WriteStartObject("line");
        _json.WriteString("color", ink);
        _json.WriteNumber("width", alone ? 0 : 1);
        _json.WriteEndObject();
        _json.WriteEndObject();
        End();
    }

    /// <summary>With our own quartiles: Plotly interpolates differently.</summary>
    private void Box(BoxTrace trace)
    {
        if (BoxSummary.Of(trace.Values) is not { } box) return;
        Start("box", trace.Name, inLegend: false);
        _json.Texts("x", [trace.Name]);
        _json.Numbers("q1", [box.Q1]);
        _json.Numbers("median", [box.Median]);
        _json.Numbers("q3", [box.Q3]);
        _json.Numbers("lowerfence", [box.LowFence]);
        _json.Numbers("upperfence", [box.HighFence]);
        _json.WriteString("boxpoints", "outliers");
        _json.WriteNumber("jitter", 0);
        _json.WriteNumber("pointpos", 0);
        _json.Number("width", 0.5);
        _json.WriteStartArray("y");
        _json.WriteStartArray();
        foreach (var value in trace.Values.Where(double.IsFinite)) _json.Number(value);
        _json.WriteEndArray();
        _json.WriteEndArray();
        Color(_styles.Of(trace).Ink.Light);
        End();
    }

    private void Image(ImageTrace image)
    {
        Start("image", image.Name, inLegend: false);
        _json.WriteString("source", ImageRenderer.DataUri(image.Width, image.Height, image.Pixels));
        End();
    }

    private void Start(string type, string name, bool inLegend)
    {
        _json.WriteStartObject();
        _json.WriteString("type", type);
        var entry = _legend.GetValueOrDefault(name, (Column: -1, Rank: 0, Shown: name));
        if (name.Length > 0)
        {
            _json.WriteString("name", RichText.Html(entry.Shown));
            _json.WriteString("legendgroup", RichText.Html(name));
        }
        if (type is "heatmap" or "image") return;
        var shown = inLegend && entry.Column >= 0 && _named.Add(name);
        _json.WriteBoolean("showlegend", shown);
        if (!shown) return;
        _json.WriteString("legend", LayoutWriter.LegendId(entry.Column));
        _json.WriteNumber("legendrank", 1000 + entry.Rank);
    }

    private void End()
    {
        _json.WriteString("xaxis", Places.AxisId("x", _panel));
        _json.WriteString("yaxis", Places.AxisId("y", _panel));
        _json.WriteEndObject();
    }

    private void Positions(string name, Coordinates coordinates)
    {
        if (coordinates.IsCategorical) _json.Texts(name, coordinates.Categories);
        else _json.Numbers(name, coordinates.Numbers);
    }

    private void Color(string color)
    {
        _json.WriteStartObject("marker");
        _json.WriteString("color", color);
        _json.WriteEndObject();
    }

    private void ErrorBarStyle(string color)
    {
        _json.WriteString("color", color);
        _json.Number("thickness", 1.2);
        _json.WriteNumber("width", 3);
    }
}
