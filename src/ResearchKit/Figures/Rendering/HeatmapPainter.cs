using ResearchKit.Imaging;
using ResearchKit.Imaging.Png;

namespace ResearchKit.Figures.Rendering;

/// <summary>A heat map: cells as rectangles, or as one picture if they are many.</summary>
internal sealed class HeatmapPainter(HeatmapTrace trace, ColorScale scale) : Painter
{
    private const int MostRectangles = 1600;

    internal HeatmapTrace Trace => trace;

    internal ColorScale Scale => scale;

    internal override Extent XExtent(AxisScale _) => Extent.Empty;

    internal override Extent YExtent(AxisScale _) => Extent.Empty;

    internal override IEnumerable<Obstacle> Obstacles(PlotArea area) => [Obstacle.Fill(area.Box)];

    internal override void Paint(SvgWriter svg, PlotArea area)
    {
        svg.Rect(area.Box, Palette.Shade);
        if (trace.Values.Length > MostRectangles && IsWhole(area))
        {
            PaintPicture(svg, area);
            return;
        }
        var style = new TextStyle(CellTextSize(area), Palette.Text);
        // Cells that touch must not let the background shine through their edges.
        svg.Raw(Gap(area) > 0 ? "<g>" : "<g shape-rendering=\"crispEdges\">");
        foreach (var (box, value) in Cells(area)) svg.Cell(box, scale.Color(value));
        svg.Raw("</g>");
        if (trace.CellFormat is not { } format || style.Size < 6) return;
        foreach (var (box, value) in Cells(area))
            svg.Text(box.CenterX, box.CenterY + style.HalfCap, NumberText.Formatted(value, format),
                style with { FixedColor = scale.TextOn(value) }, Anchor.Middle);
    }

    private IEnumerable<(Box Box, double Value)> Cells(PlotArea area)
    {
        var gap = Gap(area);
        for (var r = 0; r < trace.Rows.Length; r++)
            for (var c = 0; c < trace.Columns.Length; c++)
            {
                int row = area.YAxis.IndexOf(trace.Rows[r]), column = area.XAxis.IndexOf(trace.Columns[c]);
                if (row < 0 || column < 0 || !double.IsFinite(trace[r, c])) continue;
                yield return (new Box(area.X(column - 0.5) + gap, area.Y(row - 0.5) + gap,
                    area.X(column + 0.5) - gap, area.Y(row + 0.5) - gap), trace[r, c]);
            }
    }

    /// <summary>Half the room between cells: none between small ones.</summary>
    private static double Gap(PlotArea area) =>
        Math.Min(area.Box.Width / area.XAxis.Categories!.Count, area.Box.Height / area.YAxis.Categories!.Count) > 12 ? 0.5 : 0;

    /// <summary>The font size with which the widest number fits into a cell, at most 11.</summary>
    private double CellTextSize(PlotArea area)
    {
        if (trace.CellFormat is not { } format) return 0;
        var widest = trace.Values.Max(v => FontMetrics.Width(NumberText.Formatted(v, format), 1));
        var cell = area.Box.Width / area.XAxis.Categories!.Count;
        var height = area.Box.Height / area.YAxis.Categories!.Count;
        return Math.Floor(2 * Math.Min(11, Math.Min((cell - 4) / widest, (height - 2) / 1.2))) / 2;
    }

    private bool IsWhole(PlotArea area) =>
        area.XAxis.Categories!.SequenceEqual(trace.Columns) && area.YAxis.Categories!.SequenceEqual(trace.Rows);

    private void PaintPicture(SvgWriter svg, PlotArea area)
    {
        var picture = new RgbImage(trace.Columns.Length, trace.Rows.Length);
        for (var r = 0; r < picture.Height; r++)
            for (var c = 0; c < picture.Width; c++)
            {
                var (red, green, blue) = scale.Rgb(double.IsFinite(trace[r, c]) ? trace[r, c] : scale.Min);
                picture[c, r] = new Rgb(red, green, blue);
            }
        svg.Image(area.Box, "data:image/png;base64," + Convert.ToBase64String(PngEncoder.Encode(picture)), null, smooth: false);
        for (var r = 0; r < picture.Height; r++)
            for (var c = 0; c < picture.Width; c++)
                if (!double.IsFinite(trace[r, c]))
                    svg.Rect(new Box(area.X(c - 0.5), area.Y(r - 0.5), area.X(c + 0.5), area.Y(r + 0.5)), Palette.Shade);
    }
}
