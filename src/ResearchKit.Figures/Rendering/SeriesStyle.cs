namespace ResearchKit.Figures.Rendering;

/// <summary>How a series is drawn.</summary>
internal readonly record struct SeriesStyle(Ink Ink, Dash Dash, Marker Marker);

/// <summary>
/// Gives each named series of a figure its style: the same name looks the same in every panel, names take hues,
/// dashes and markers in order of appearance, and hues that the user chose are left to those series.
/// </summary>
internal sealed class SeriesStyles
{
    private static readonly Marker[] Markers =
        [Marker.Circle, Marker.Square, Marker.Triangle, Marker.Diamond, Marker.TriangleDown, Marker.Cross];

    private readonly Dictionary<string, int> _order = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Hue> _hues = new(StringComparer.Ordinal);

    internal SeriesStyles(Figure figure)
    {
        var traces = figure.Panels.SelectMany(p => p.Traces).Where(t => t is not (HeatmapTrace or ImageTrace)).ToArray();
        foreach (var trace in traces)
            if (Chosen(trace) is { } hue) _hues.TryAdd(trace.Name, hue);
        var free = Enum.GetValues<Hue>().Except(_hues.Values).DefaultIfEmpty(Hue.Blue).ToArray();
        var next = 0;
        foreach (var trace in traces)
        {
            _order.TryAdd(trace.Name, _order.Count);
            if (!_hues.ContainsKey(trace.Name)) _hues[trace.Name] = free[next++ % free.Length];
        }
    }

    internal SeriesStyle Of(Trace trace)
    {
        var order = _order[trace.Name];
        var line = trace as LineTrace;
        return new SeriesStyle(
            Palette.Of(Chosen(trace) ?? _hues[trace.Name]),
            line?.Dash ?? (Dash)(order % 5),
            line?.Marker ?? (line is { Joined: false } ? Markers[order % Markers.Length] : Marker.None));
    }

    private static Hue? Chosen(Trace trace) => trace switch
    {
        LineTrace t => t.Hue,
        BarTrace t => t.Hue,
        HistogramTrace t => t.Hue,
        BoxTrace t => t.Hue,
        _ => null,
    };
}
