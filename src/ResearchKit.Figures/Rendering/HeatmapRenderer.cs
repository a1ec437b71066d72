namespace ResearchKit.Figures.Rendering;

/// <summary>A heat map: cells as rectangles, or as one image if they are many.</summary>
internal sealed class HeatmapRenderer(HeatmapTrace trace, ColorScale scale, double smallestText) : PlotRenderer
{
    private const int MostRectangles = 1600;

    /// <summary>Smaller texts would not be read: they are left out.</summary>
    internal double SmallestText => smallestText;

    internal HeatmapTrace Trace => trace;

    internal ColorScale Scale => scale;

    internal override Extent XExtent(AxisScale _) => Extent.Empty;

    internal override Extent YExtent(AxisScale _) => Extent.Empty;

    internal override IEnumerable<OccupiedRegion> OccupiedRegions(PlotArea area) => [OccupiedRegion.Fill(area.Box)];

    internal override void Paint(Canvas canvas, PlotArea area)
    {
        canvas.Rect(area.Box, Palette.Shade);
        if (trace.Values.Length > MostRectangles && IsWhole(area))
        {
            PaintImage(canvas, area);
            return;
        }
        var style = new TextStyle(CellTextSize(area), Palette.Text);
        // Cells that touch must not let the background shine through their edges.
        canvas.Group("", () =>
        {
            foreach (var alike in Cells(area).GroupBy(c => scale.Color(c.Value)))
                canvas.Cells(alike.Select(c => c.Box), alike.Key);
        }, crisp: Gap(area) == 0);
        if (style.Size < SmallestText) return;
        foreach (var (box, value, text) in Cells(area))
            if (text.Length > 0)
                canvas.Text(box.CenterX, box.CenterY + style.HalfCap, text,
                    style with { FixedColor = scale.TextOn(value) }, Anchor.Middle);
    }

    internal string Text(int cell) =>
        trace.CellTexts.Length > 0 ? trace.CellTexts[cell]
        : trace.CellFormat is { } format ? NumberText.Formatted(trace.Values[cell], format)
        : "";

    private IEnumerable<(Box Box, double Value, string Text)> Cells(PlotArea area)
    {
        var gap = Gap(area);
        for (var r = 0; r < trace.Rows.Length; r++)
            for (var c = 0; c < trace.Columns.Length; c++)
            {
                int row = area.YAxis.IndexOf(trace.Rows[r]), column = area.XAxis.IndexOf(trace.Columns[c]);
                if (row < 0 || column < 0 || !double.IsFinite(trace[r, c])) continue;
                yield return (new Box(area.X(column - 0.5) + gap, area.Y(row - 0.5) + gap,
                    area.X(column + 0.5) - gap, area.Y(row + 0.5) - gap), trace[r, c],
                    Text(r * trace.Columns.Length + c));
            }
    }

    /// <summary>Half the room between cells: none between small ones.</summary>
    internal static double Gap(PlotArea area) =>
        Math.Min(area.Box.Width / area.XAxis.Categories!.Count, area.Box.Height / area.YAxis.Categories!.Count) > 12
        ? 0.5 : 0;

    /// <summary>The font size with which the widest text fits into a cell, at most 11.</summary>
    internal double CellTextSize(PlotArea area)
    {
        var widest = Enumerable.Range(0, trace.Values.Length).Max(cell => FontMetrics.Width(Text(cell), 1));
        if (widest == 0) return 0;
        var cell = area.Box.Width / area.XAxis.Categories!.Count;
        var height = area.Box.Height / area.YAxis.Categories!.Count;
        return Math.Floor(2 * Math.Min(11, Math.Min((cell - 4) / widest, (height - 2) / 1.2))) / 2;
    }

    private bool IsWhole(PlotArea area) =>
        area.XAxis.Categories!.SequenceEqual(trace.Columns) && area.YAxis.Categories!.SequenceEqual(trace.Rows);

    private void PaintImage(Canvas canvas, PlotArea area)
    {
        var (width, height) = (trace.Columns.Length, trace.Rows.Length);
        var pixels = new byte[3 * width * height];
        for (var r = 0; r < height; r++)
            for (var c = 0; c < width; c++)
            {
                var i = 3 * (r * width + c);
                (pixels[i], pixels[i + 1], pixels[i + 2]) =
                    scale.Rgb(double.IsFinite(trace[r, c]) ? trace[r, c] : scale.Min);
            }
        canvas.Image(area.Box, width, height, pixels, null, smooth: false);
        for (var r = 0; r < height; r++)
            for (var c = 0; c < width; c++)
                if (!double.IsFinite(trace[r, c]))
                    canvas.Rect(new Box(area.X(c - 0.5), area.Y(r - 0.5), area.X(c + 0.5), area.Y(r + 0.5)),
                        Palette.Shade);
    }
}
