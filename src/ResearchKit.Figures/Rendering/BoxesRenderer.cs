namespace ResearchKit.Figures.Rendering;

/// <summary>All boxes of a panel, one category each.</summary>
internal sealed class BoxesRenderer(IReadOnlyList<BoxTrace> traces, IReadOnlyList<SeriesStyle> styles) : PlotRenderer
{
    private readonly BoxSummary?[] _summaries = [.. traces.Select(t => BoxSummary.Of(t.Values))];

    internal override Extent XExtent(AxisScale _) => Extent.Empty;

    internal override Extent YExtent(AxisScale scale) => Extent.Of(traces.SelectMany(t => t.Values), scale);

    internal override void Paint(Canvas canvas, PlotArea area)
    {
        for (var s = 0; s < traces.Count; s++)
        {
            if (_summaries[s] is not { } box) continue;
            var ink = styles[s].Ink;
            double at = area.XAxis.IndexOf(traces[s].Name), x = area.X(at);
            double left = area.X(at - 0.25), right = area.X(at + 0.25), cap = (right - left) / 4;
            double Y(double v) => area.Y(area.YAxis.IsLog && v <= 0 ? area.YAxis.Min : v);
            canvas.Segments(
                [
                    (x, Y(box.Q3), x, Y(box.HighFence)), (x - cap, Y(box.HighFence), x + cap, Y(box.HighFence)),
                    (x, Y(box.Q1), x, Y(box.LowFence)), (x - cap, Y(box.LowFence), x + cap, Y(box.LowFence)),
                ], ink, 1.3);
            var body = new Box(left, Y(box.Q3), right, Y(box.Q1));
            canvas.Rect(body, ink, 0.28);
            canvas.Outline(body, ink, 1.3);
            canvas.Line(left, Y(box.Median), right, Y(box.Median), ink, 2.4);
            MarkerShape.Paint(canvas, Marker.Circle,
                box.Outliers.Where(v => !area.YAxis.IsLog || v > 0).Select(v => (x, Y(v))), ink);
        }
    }

    internal override IEnumerable<OccupiedRegion> OccupiedRegions(PlotArea area) =>
        traces.Where(t => t.Values.Any(double.IsFinite)).Select(t =>
        {
            var at = area.XAxis.IndexOf(t.Name);
            var finite = t.Values.Where(double.IsFinite).ToArray();
            return OccupiedRegion.Fill(
                new Box(area.X(at - 0.25), area.Y(finite.Max()), area.X(at + 0.25), area.Y(finite.Min())));
        });
}
