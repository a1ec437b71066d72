namespace ResearchKit.Figures.Rendering;

/// <summary>How a series is drawn.</summary>
internal readonly record struct SeriesStyle(Ink Ink, Dash Dash, Marker Marker);

/// <summary>
/// Gives each named series of a figure its style: the same name looks the same in every panel, names take colors,
/// dashes and markers in order of appearance, and colors that the user chose are left to those series.
/// </summary>
internal sealed class SeriesStyles
{
    private static readonly Marker[] Markers =
        [Marker.Circle, Marker.Square, Marker.Triangle, Marker.Diamond, Marker.TriangleDown, Marker.Cross];

    private readonly Dictionary<string, int> _order = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SeriesColor> _seriesColors = new(StringComparer.Ordinal);

    private readonly bool _inPrint;

    internal SeriesStyles(Figure figure)
    {
        _inPrint = figure.Paper is not null;
        var traces = figure.Panels.SelectMany(p => p.Traces).Where(t => t is not (HeatmapTrace or ImageTrace))
            .ToArray();
        foreach (var trace in traces)
            if (Chosen(trace) is { } color) _seriesColors.TryAdd(trace.Name, color);
        var free = Enum.GetValues<SeriesColor>().Except(_seriesColors.Values).DefaultIfEmpty(SeriesColor.Blue)
            .ToArray();
        var next = 0;
        foreach (var trace in traces)
        {
            _order.TryAdd(trace.Name, _order.Count);
            if (!_seriesColors.ContainsKey(trace.Name)) _seriesColors[trace.Name] = free[next++ % free.Length];
        }
    }

    internal SeriesStyle Of(Trace trace)
    {
        var order = _order[trace.Name];
        var line = trace as LineTrace;
        return new SeriesStyle(
            Ink(trace, order),
            // In print a dash tells lines apart where colors are gone, even those that are solid on screens.
            line?.Dash is { } dash && !(_inPrint && dash == Dash.Solid) ? dash : (Dash)(order % 5),
            line?.Marker ?? (line is { Joined: false } ? Markers[order % Markers.Length] : Marker.None));
    }

    private Ink Ink(Trace trace, int order)
    {
        var color = Chosen(trace) ?? _seriesColors[trace.Name];
        if (!_inPrint) return Palette.Of(color);
        return trace is BarTrace or HistogramTrace
            ? Palette.PaperFills[order % Palette.PaperFills.Length]
            : Palette.PaperLines[(int)color];
    }

    private static SeriesColor? Chosen(Trace trace) => trace switch
    {
        LineTrace t => t.SeriesColor,
        BarTrace t => t.SeriesColor,
        HistogramTrace t => t.SeriesColor,
        BoxTrace t => t.SeriesColor,
        _ => null,
    };
}
