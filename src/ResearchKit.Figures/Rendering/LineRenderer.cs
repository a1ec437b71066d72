namespace ResearchKit.Figures.Rendering;

/// <summary>A line with its band, or points with their error bars.</summary>
internal sealed class LineRenderer(LineTrace trace, SeriesStyle style, double offset) : PlotRenderer
{
    private const double Width = 1.9;
    private const double BandOpacity = 0.2;

    private bool HasSpread => trace.Low.Length > 0;

    internal override Extent XExtent(AxisScale scale) =>
        trace.X.IsCategorical ? Extent.Empty : Extent.Of(trace.X.Numbers, scale);

    internal override Extent YExtent(AxisScale scale) =>
        Extent.Of(trace.Y.Concat(trace.Low).Concat(trace.High), scale);

    internal override IEnumerable<LegendEntry> Legend =>
    [
        new(trace.Name, trace.Joined ? LegendKey.Line : LegendKey.Points, style, trace.Joined && HasSpread),
    ];

    internal override void Paint(Canvas canvas, PlotArea area)
    {
        if (trace.Joined)
        {
            foreach (var (upper, lower) in Bands(area))
                canvas.FillPath(Polyline.Path(upper.Concat(Enumerable.Reverse(lower))) + "z", style.Ink, BandOpacity);
            foreach (var run in Polyline.Runs(Points(area)))
            {
                var thin = Polyline.Thin(run);
                // A single point between gaps would be an invisible line.
                if (thin.Count == 1) MarkerShape.Paint(canvas, Marker.Circle, thin, style.Ink);
                else canvas.StrokePath(Polyline.Path(thin), style.Ink, Width, style.Dash);
            }
        }
        else if (HasSpread)
            canvas.Segments(ErrorBars(area), style.Ink, 1.2);
        if (style.Marker != Marker.None)
            MarkerShape.Paint(canvas, style.Marker, Points(area).Where(p => double.IsFinite(p.X + p.Y)), style.Ink);
    }

    internal override IEnumerable<OccupiedRegion> OccupiedRegions(PlotArea area)
    {
        const double r = MarkerShape.Radius + 1;
        if (trace.Joined)
        {
            foreach (var run in Polyline.Runs(Points(area)).Select(Polyline.Thin))
                for (var i = 1; i < run.Count; i++)
                    yield return OccupiedRegion.Stroke(run[i - 1].X, run[i - 1].Y, run[i].X, run[i].Y);
            foreach (var (upper, lower) in Bands(area))
                for (var i = 0; i < upper.Count; i++)
                {
                    var j = Math.Max(0, i - 1);
                    yield return OccupiedRegion.Fill(new Box(upper[j].X, Math.Min(upper[j].Y, upper[i].Y), upper[i].X,
                        Math.Max(lower[j].Y, lower[i].Y)));
                }
        }
        else
            foreach (var (x0, y0, x1, y1) in HasSpread ? ErrorBars(area) : [])
                yield return OccupiedRegion.Stroke(x0, y0, x1, y1);
        if (style.Marker == Marker.None) yield break;
        foreach (var (x, y) in Points(area).Where(p => double.IsFinite(p.X + p.Y)))
            yield return OccupiedRegion.Fill(new Box(x - r, y - r, x + r, y + r));
    }

    /// <summary>The last drawn point: where a direct label belongs.</summary>
    internal (double X, double Y)? End(PlotArea area)
    {
        var points = Points(area).Where(p => double.IsFinite(p.X + p.Y)).ToArray();
        return points.Length == 0 ? null : points[^1];
    }

    private IEnumerable<(double X, double Y)> Points(PlotArea area) => Pixels(area, trace.Y);

    private IEnumerable<(double X, double Y)> Pixels(PlotArea area, IEnumerable<double> y) =>
        area.XAxis.Positions(trace.X).Zip(y, (x, v) => (area.X(x + offset), area.Y(v)));

    private IEnumerable<(List<(double X, double Y)> Upper, List<(double X, double Y)> Lower)> Bands(PlotArea area)
    {
        if (!HasSpread) yield break;
        var high = Pixels(area, trace.High).ToArray();
        // A lower end that a logarithmic axis cannot show lies on the axis.
        var low = Pixels(area, trace.Low)
            .Select((p, i) => double.IsNaN(p.Y) && area.YAxis.IsLog && !double.IsNaN(trace.Low[i])
                ? p with { Y = area.Box.Bottom } : p)
            .ToArray();
        var both = high.Select((p, i) => (p.X, Y: p.Y + low[i].Y)).ToArray();
        var start = 0;
        foreach (var run in Polyline.Runs(both))
        {
            while (!double.IsFinite(both[start].X) || !double.IsFinite(both[start].Y)) start++;
            yield return ([.. high[start..(start + run.Count)]], [.. low[start..(start + run.Count)]]);
            start += run.Count;
        }
    }

    private IEnumerable<(double, double, double, double)> ErrorBars(PlotArea area)
    {
        const double cap = 3;
        foreach (var ((x, top), (_, bottom)) in Pixels(area, trace.High).Zip(Pixels(area, trace.Low)))
        {
            if (!double.IsFinite(x + top + bottom)) continue;
            yield return (x, top, x, bottom);
            yield return (x - cap, top, x + cap, top);
            yield return (x - cap, bottom, x + cap, bottom);
        }
    }
}
