namespace ResearchKit.Figures.Rendering;

/// <summary>A panel with its renderers, axes and, after layout, its place.</summary>
internal sealed class PanelView
{
    private readonly List<PlotRenderer> _renderers = [];
    private readonly MarkRenderer _marks;

    internal PanelView(
        Panel panel, SeriesStyles styles, Func<HeatmapTrace, ColorScale> scaleOf, double smallestText)
    {
        Panel = panel;
        _marks = new MarkRenderer(panel.Marks, panel.Traces.Any(t => t is ImageTrace));
        var bars = panel.Traces.OfType<BarTrace>().ToArray();
        var histograms = panel.Traces.OfType<HistogramTrace>().ToArray();
        var boxes = panel.Traces.OfType<BoxTrace>().ToArray();
        foreach (var trace in panel.Traces)
            switch (trace)
            {
                case LineTrace line:
                    _renderers.Add(new LineRenderer(line, styles.Of(line), Dodging.Offset(panel, line)));
                    break;
                case HeatmapTrace map: _renderers.Add(new HeatmapRenderer(map, scaleOf(map), smallestText)); break;
                case ImageTrace image: _renderers.Add(new ImageRenderer(image)); break;
                case BarTrace when !_renderers.OfType<BarsRenderer>().Any():
                    _renderers.Add(
                        new BarsRenderer(bars, [.. bars.Select(styles.Of)], panel.BarMode, panel.HorizontalBars,
                            smallestText));
                    break;
                case HistogramTrace when !_renderers.OfType<HistogramsRenderer>().Any():
                    _renderers.Add(new HistogramsRenderer(histograms, [.. histograms.Select(styles.Of)]));
                    break;
                case BoxTrace when !_renderers.OfType<BoxesRenderer>().Any():
                    _renderers.Add(new BoxesRenderer(boxes, [.. boxes.Select(styles.Of)]));
                    break;
            }
    }

    internal Panel Panel { get; }

    /// <summary>The axes; set once ranges are shared.</summary>
    internal HorizontalAxis X { get; set; } = null!;

    /// <inheritdoc cref="X"/>
    internal VerticalAxis Y { get; set; } = null!;

    /// <summary>This panel's own color bar, if it has one.</summary>
    internal ColorBar? ColorBar { get; set; }

    /// <summary>The title with the panel's letter, if it has one; a text can speak of lettered panels.</summary>
    internal string TitleText { get; init; } = "";

    /// <summary>The title's lines, after layout.</summary>
    internal IReadOnlyList<string> Title { get; set; } = [];

    /// <summary>The plot's place, after layout.</summary>
    internal Box Box { get; set; }

    internal PlotArea Area => new(Box, X.Model, Y.Model);

    internal bool IsImage => _renderers.Count > 0 && _renderers.All(p => p is ImageRenderer);

    internal bool IsHeatmap => _renderers.OfType<HeatmapRenderer>().Any();

    internal IEnumerable<HeatmapRenderer> Heatmaps => _renderers.OfType<HeatmapRenderer>();

    internal BarsRenderer? Bars => _renderers.OfType<BarsRenderer>().FirstOrDefault();

    internal HistogramsRenderer? Histograms => _renderers.OfType<HistogramsRenderer>().FirstOrDefault();

    internal IEnumerable<LineRenderer> Lines => _renderers.OfType<LineRenderer>();

    internal IEnumerable<LegendEntry> Legend => _renderers.SelectMany(p => p.Legend).Where(e => e.Name.Length > 0);

    /// <summary>Categories of the horizontal axis in order; empty if it is numeric.</summary>
    internal IEnumerable<string> XCategories => Panel.X.Categories ?? Panel.Traces.SelectMany(t => t switch
    {
        LineTrace line => line.X.Categories,
        BarTrace bar when !Panel.HorizontalBars => bar.Categories,
        HeatmapTrace map => map.Columns,
        BoxTrace box => (IEnumerable<string>)[box.Name],
        _ => [],
    });

    /// <summary>Categories of the vertical axis from top to bottom; empty if it is numeric.</summary>
    internal IEnumerable<string> YCategories => Panel.Y.Categories ?? Panel.Traces.SelectMany(t => t switch
    {
        BarTrace bar when Panel.HorizontalBars => bar.Categories,
        HeatmapTrace map => map.Rows,
        _ => (IEnumerable<string>)[],
    });

    internal Extent XExtent() => _renderers.Select(p => p.XExtent(Panel.X.Scale))
        .Append(_marks.Extent(true, Panel.X.Scale)).Aggregate(Extent.Empty, (a, b) => a.Union(b));

    internal Extent YExtent() => _renderers.Select(p => p.YExtent(Panel.Y.Scale))
        .Append(_marks.Extent(false, Panel.Y.Scale)).Aggregate(Extent.Empty, (a, b) => a.Union(b));

    private int BarsPerRow =>
        Panel.BarMode == BarMode.Stacked ? 1 : Math.Max(1, Panel.Traces.Count(t => t is BarTrace));

    /// <summary>The height that suits the content.</summary>
    internal double PreferredHeight(double width, bool single)
    {
        if (IsImage) return Math.Clamp(width * _renderers.OfType<ImageRenderer>().Max(p => p.Aspect), 40, 640);
        var rows = Y.Model.Categories?.Count ?? 0;
        // Names of several lines need more room than cells or bars do.
        var least = Y.LinesOfCategories > 1 ? rows * (Y.LinesOfCategories * TextStyle.TickLabel.LineHeight + 4) : 0;
        if (IsHeatmap) return Math.Min(640,
            Math.Max(least, Math.Clamp(rows * 26, single ? 150 : 110, single ? 420 : 260)));
        if (rows > 0) return Math.Clamp(Math.Max(rows * (14 + 12 * BarsPerRow), least), 110, 640);
        return single ? 270 : 170;
    }

    /// <summary>Paints everything but legends and direct labels; returns what is taken.</summary>
    internal List<OccupiedRegion> Paint(Canvas canvas, string clipId)
    {
        var area = Area;
        _marks.PaintBehind(canvas, area);
        if (!IsHeatmap && !IsImage)
        {
            X.PaintGrid(canvas, area);
            Y.PaintGrid(canvas, area);
        }
        canvas.Group("data", () =>
        {
            foreach (var renderer in _renderers) renderer.Paint(canvas, area);
            _marks.PaintLines(canvas, area);
        }, clip: (Box.Grow(IsHeatmap ? 0 : 1.5), clipId));
        if (!IsImage)
        {
            X.Paint(canvas, area, spine: !IsHeatmap);
            Y.Paint(canvas, area, spine: !IsHeatmap);
            PaintZero(canvas, area);
        }
        var title = Box.Top - 8 - (Title.Count - 1) * TextStyle.PanelTitle.LineHeight;
        foreach (var line in Title)
        {
            canvas.Text(Box.Left, title, line, TextStyle.PanelTitle);
            title += TextStyle.PanelTitle.LineHeight;
        }
        return _marks.PaintTexts(canvas, area, [.. OccupiedRegions()]);
    }

    internal IEnumerable<OccupiedRegion> OccupiedRegions() => _renderers.SelectMany(p => p.OccupiedRegions(Area));

    /// <summary>Bars of both signs need to see where zero is.</summary>
    internal bool HasZeroLine =>
        Bars is not null && (Panel.HorizontalBars ? X.Model : Y.Model) is { IsLog: false } values
        && values.Fraction(0) is > 0.001 and < 0.999;

    private void PaintZero(Canvas canvas, PlotArea area)
    {
        if (!HasZeroLine) return;
        if (Panel.HorizontalBars) canvas.Line(area.X(0), area.Box.Top, area.X(0), area.Box.Bottom, Palette.Axis);
        else canvas.Line(area.Box.Left, area.Y(0), area.Box.Right, area.Y(0), Palette.Axis);
    }
}
