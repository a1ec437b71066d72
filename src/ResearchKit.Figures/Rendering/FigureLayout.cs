namespace ResearchKit.Figures.Rendering;

/// <summary>Where a legend stands, and in how many columns.</summary>
internal readonly record struct LegendPlace(double Left, double Top, int Columns, double Room);

/// <summary>
/// A figure laid out: sizes, places of panels, legends and color bars, and everything painted, as shapes. All forms of
/// the figure are written from this one computation.
/// </summary>
internal sealed class FigureLayout
{
    private const double LegendGap = 6;

    private FigureLayout(Figure figure)
    {
        Figure = figure;
        Width = figure.Width ?? (figure.Columns == 1 ? 640 : Math.Min(960, 320 * figure.Columns));
        Views = FigureViews.Create(figure, Id, Width, out var sharedBar);
        SharedBar = sharedBar;
        Legend = new Legend([.. Views.SelectMany(v => v.Legend)
            .Where(e => figure.Legend != LegendPlacement.Direct || e.Key != LegendKey.Line)
            .DistinctBy(e => e.Name)], figure.Paper is null ? FontMetrics.WidestFallback : 1);
    }

    internal Figure Figure { get; }

    /// <summary>The prefix of all ids of the drawing: a page may hold many.</summary>
    internal string Id => "rk-" + Figure.Name;

    /// <summary>In pixels.</summary>
    internal double Width { get; }

    /// <summary>Empty room at the edges; in print the page has enough.</summary>
    internal double Padding => Figure.Paper is null ? 14 : 3;

    /// <summary>In whole pixels.</summary>
    internal double Height { get; private set; }

    internal IReadOnlyList<PanelView> Views { get; }

    /// <summary>The color bar that all panels share, if they do.</summary>
    internal ColorBar? SharedBar { get; }

    internal Legend Legend { get; }

    /// <summary>The title's lines.</summary>
    internal IReadOnlyList<string> TitleLines =>
        RichText.Wrap(Figure.Title ?? "", TextWidth, TextStyle.Title.Size, TextStyle.Title.Bold);

    /// <summary>How wide a line of the title or the caption may be, so that it stays inside in any browser's
    /// font.</summary>
    private double TextWidth => (Width - 2 * Padding) / FontMetrics.WidestFallback;

    /// <summary>Where the legend is; null if there is none.</summary>
    internal LegendPlace? LegendAt { get; private set; }

    /// <summary>What is painted on the page, in order.</summary>
    internal IReadOnlyList<Shape> Shapes { get; private set; } = [];

    internal static FigureLayout Of(Figure figure)
    {
        var layout = new FigureLayout(figure);
        layout.Choose();
        return layout;
    }

    private void Choose()
    {
        var placement = Figure.Legend;
        if (placement == LegendPlacement.Direct && !Legend.IsEmpty) placement = LegendPlacement.Top;
        if (Legend.IsEmpty || placement == LegendPlacement.Auto && Legend.Entries.Count < 2)
            placement = LegendPlacement.None;
        if (placement == LegendPlacement.Auto)
        {
            if (Views.Count == 1 && Draw(LegendPlacement.Auto)) return;
            placement = Views.Count == 1 && Legend.Size(1).Width <= Width * 0.3
                ? LegendPlacement.Right
                : LegendPlacement.Top;
        }
        Draw(placement);
    }

    /// <summary>Lays out with the legend at a place; false if there is no room for it inside.</summary>
    private bool Draw(LegendPlacement placement)
    {
        var canvas = new Canvas();
        LegendAt = null;
        var y = PaintTitle(canvas, Padding);
        var inner = Width - 2 * Padding;
        if (placement == LegendPlacement.Top)
        {
            var columns = Legend.ColumnsWithin(inner);
            LegendAt = new LegendPlace(Padding - LegendGap, y, columns, inner);
            y += Legend.Size(columns).Height;
        }
        var legendWidth = placement == LegendPlacement.Right
            ? Math.Min(Legend.Size(1).Width + LegendGap, inner * 0.5)
            : 0;
        var barWidth = SharedBar?.Width(200) ?? 0;
        var direct = Figure.Legend == LegendPlacement.Direct
            ? DirectLabels.Width(Views, inner * 0.4 / Figure.Columns) : 0;
        var grid = new GridLayout(Views, Figure.Columns, Figure.PanelHeight);
        var right = Math.Max(legendWidth + barWidth, Views.All(v => v.IsImage) ? 0 : 4);
        y += grid.Place(Padding, y, inner - right, direct);

        var edge = Width - Padding - right;
        if (placement == LegendPlacement.Right)
            LegendAt = new LegendPlace(edge + barWidth + LegendGap, Views[0].Box.Top - 4, 1, legendWidth);
        if (placement == LegendPlacement.Top) PaintLegend(canvas);
        var fits = PaintPanels(canvas, placement, direct);
        if (placement == LegendPlacement.Right) PaintLegend(canvas);
        if (SharedBar is not null) PaintSharedBar(canvas, edge);
        y = PaintCaption(canvas, y);
        Height = Math.Ceiling(y + Padding);
        Shapes = [new RectShape(new Box(0, 0, Width, Height), Palette.Page, 1, 4), .. canvas.Shapes];
        return fits;
    }

    private double PaintTitle(Canvas canvas, double y)
    {
        if (string.IsNullOrEmpty(Figure.Title)) return y;
        return PaintLines(canvas, Figure.Title, y, TextStyle.Title) + 4;
    }

    private void PaintLegend(Canvas canvas)
    {
        if (LegendAt is { } at) Legend.Paint(canvas, at.Left, at.Top, at.Columns, background: false, at.Room);
    }

    private bool PaintPanels(Canvas canvas, LegendPlacement placement, double direct)
    {
        var fits = true;
        for (var i = 0; i < Views.Count; i++)
        {
            var view = Views[i];
            var clipId = $"{Id}-clip{i}";
            canvas.Group("panel", () =>
            {
                var taken = view.Paint(canvas, clipId);
                view.ColorBar?.Paint(canvas, view.Box.Right, view.Box.Top, view.Box.Bottom);
                if (Figure.Legend == LegendPlacement.Direct) DirectLabels.Paint(canvas, view, direct);
                if (placement == LegendPlacement.Auto) fits = PaintLegendInside(canvas, view, taken);
            });
        }
        return fits;
    }

    private bool PaintLegendInside(Canvas canvas, PanelView view, IReadOnlyList<OccupiedRegion> taken)
    {
        if (LegendPlacer.Find(Legend, view.Box, taken) is not var (box, columns)) return false;
        LegendAt = new LegendPlace(box.Left, box.Top, columns, 1e9);
        Legend.Paint(canvas, box.Left, box.Top, columns, background: true);
        return true;
    }

    private void PaintSharedBar(Canvas canvas, double left)
    {
        double top = Views.Min(v => v.Box.Top), bottom = Views.Max(v => v.Box.Bottom);
        var height = Math.Min(bottom - top, Math.Max(240, Views.Max(v => v.Box.Height)));
        SharedBar!.Paint(canvas, left - 4, (top + bottom - height) / 2, (top + bottom + height) / 2);
    }

    private double PaintCaption(Canvas canvas, double y) =>
        string.IsNullOrEmpty(Figure.Caption) ? y : PaintLines(canvas, Figure.Caption, y + 12, TextStyle.Caption);

    private double PaintLines(Canvas canvas, string text, double y, TextStyle style)
    {
        foreach (var line in RichText.Wrap(text, TextWidth, style.Size, style.Bold))
        {
            canvas.Text(Padding, y + style.Size * 0.85, line, style);
            y += style.LineHeight;
        }
        return y;
    }
}
