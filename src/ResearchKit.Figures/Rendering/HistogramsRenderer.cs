namespace ResearchKit.Figures.Rendering;

/// <summary>All histograms of a panel, over each other; each has an outline so that none is hidden.</summary>
internal sealed class HistogramsRenderer(IReadOnlyList<HistogramTrace> traces, IReadOnlyList<SeriesStyle> styles)
    : PlotRenderer
{
    private readonly HistogramBins _bins = HistogramBins.For(traces);

    internal HistogramBins Bins => _bins;

    internal override Extent XExtent(AxisScale _) => new(_bins.Start, _bins.End, true, true);

    internal override Extent YExtent(AxisScale scale)
    {
        var extent = Extent.Of(traces.SelectMany(_bins.Heights), scale);
        return scale == AxisScale.Log ? extent : extent.FromZero();
    }

    internal override IEnumerable<LegendEntry> Legend =>
        traces.Select((t, i) => new LegendEntry(t.Name, LegendKey.Fill, styles[i]));

    internal override void Paint(Canvas canvas, PlotArea area)
    {
        for (var s = 0; s < traces.Count; s++)
        {
            var boxes = Boxes(traces[s], area).ToArray();
            var opacity = traces.Count == 1 ? 0.75 : 0.38;
            if (traces.Count == 1)
                foreach (var box in boxes)
                    canvas.Rect(new Box(box.Left + 0.5, box.Top, box.Right - 0.5, box.Bottom), styles[s].Ink, opacity);
            else
            {
                var path = Outline(boxes, area);
                canvas.FillPath(path + "z", styles[s].Ink, opacity);
                canvas.StrokePath(path, styles[s].Ink, 1.4, styles[s].Dash);
            }
        }
    }

    internal override IEnumerable<OccupiedRegion> OccupiedRegions(PlotArea area) =>
        traces.SelectMany(t => Boxes(t, area)).Where(b => b.Height > 0).Select(OccupiedRegion.Fill);

    private IEnumerable<Box> Boxes(HistogramTrace trace, PlotArea area)
    {
        var heights = _bins.Heights(trace);
        var bottom = area.Y(PlotArea.Baseline(area.YAxis));
        for (var i = 0; i < heights.Length; i++)
        {
            var top = heights[i] > 0 ? area.Y(heights[i]) : bottom;
            yield return new Box(area.X(_bins.Start + i * _bins.Width), top,
                area.X(_bins.Start + (i + 1) * _bins.Width), bottom);
        }
    }

    private static string Outline(Box[] boxes, PlotArea area)
    {
        var bottom = area.Y(PlotArea.Baseline(area.YAxis));
        var points = new List<(double, double)> { (boxes[0].Left, bottom) };
        foreach (var box in boxes) points.AddRange([(box.Left, box.Top), (box.Right, box.Top)]);
        points.Add((boxes[^1].Right, bottom));
        return Polyline.Path(points);
    }
}
