namespace ResearchKit.Figures.Rendering;

/// <summary>Turns a figure's panels into views: ranges are shared where the figure asks, color scales always.</summary>
internal static class FigureViews
{
    private const double XPad = 0.025;
    private const double YPad = 0.045;

    internal static IReadOnlyList<PanelView> Create(Figure figure, string id, double width, out ColorBar? sharedBar)
    {
        var styles = new SeriesStyles(figure);
        var scales = ColorScales(figure);
        var views = figure.Panels.Select((p, i) => new PanelView(p, styles, t => scales[Key(t)],
            figure.Paper is null ? 6 : PaperSize.SmallestText)
        {
            TitleText = figure.Panels.Length == 1 ? p.Title ?? "" : $"({(char)('a' + i % 26)}) {p.Title}".TrimEnd(),
        }).ToArray();
        var columns = figure.Columns;
        for (var i = 0; i < views.Length; i++)
        {
            var view = views[i];
            var x = figure.ShareX ? views : [view];
            var y = figure.ShareY ? views : [view];
            view.X = new HorizontalAxis(
                Model(view.Panel.X, x.SelectMany(v => v.XCategories), x.Select(v => v.XExtent()), XPad),
                numbered: !figure.ShareX || i + columns >= views.Length);
            view.Y = new VerticalAxis(
                Model(view.Panel.Y, y.SelectMany(v => v.YCategories), y.Select(v => v.YExtent()), YPad),
                numbered: !figure.ShareY || i % columns == 0,
                longest: width * (figure.ShareY ? 0.32 : 0.36 / Math.Min(columns, 2)));
            if (view.IsImage)
            {
                view.X = new HorizontalAxis(view.X.Model with { Axis = view.Panel.X with { Visible = false } }, false);
                view.Y = new VerticalAxis(view.Y.Model with { Axis = view.Panel.Y with { Visible = false } }, false, 0);
            }
        }
        sharedBar = null;
        if (views.Length > 1 && scales.Count == 1) sharedBar = Bar(scales.First(), id + "-bar");
        else
            for (var i = 0; i < views.Length; i++)
                if (views[i].Heatmaps.FirstOrDefault() is { } map)
                    views[i].ColorBar = Bar(new(Key(map.Trace), map.Scale), $"{id}-bar{i}");
        return views;
    }

    /// <summary>Whether panels have color bars of their own, since their colors do not mean the same.</summary>
    internal static bool HaveColorBars(Figure figure) =>
        figure.Panels.SelectMany(p => p.Traces).OfType<HeatmapTrace>().DistinctBy(Key).Count() > 1;

    /// <summary>Panels can only be compared if a color means the same in all of them.</summary>
    private static Dictionary<(string?, string?, ColorMap), ColorScale> ColorScales(Figure figure)
    {
        var scales = new Dictionary<(string?, string?, ColorMap), ColorScale>();
        foreach (var group in figure.Panels.SelectMany(p => p.Traces).OfType<HeatmapTrace>().GroupBy(Key))
        {
            var extent = Extent.Of(group.SelectMany(t => t.Values), AxisScale.Linear);
            var min = group.Min(t => t.Min) ?? (extent.IsEmpty ? 0 : extent.Min);
            var max = group.Max(t => t.Max) ?? (extent.IsEmpty ? 1 : extent.Max);
            if (!(max > min)) max = min + 1;
            scales[group.Key] = new ColorScale(group.Key.Map, min, max, group.First().Center);
        }
        return scales;
    }

    private static (string? Label, string? Unit, ColorMap Map) Key(HeatmapTrace trace) =>
        (trace.Label, trace.Unit, trace.Map);

    private static ColorBar Bar(KeyValuePair<(string? Label, string? Unit, ColorMap), ColorScale> scale, string id) =>
        new(scale.Value, scale.Key.Label, scale.Key.Unit, id);

    private static AxisModel Model(Axis axis, IEnumerable<string> categories, IEnumerable<Extent> extents, double pad)
    {
        var names = categories.Distinct().ToArray();
        return names.Length > 0
            ? AxisModel.OfCategories(axis, names)
            : AxisModel.OfNumbers(axis, extents.Aggregate(Extent.Empty, (a, b) => a.Union(b)), pad);
    }
}
