namespace ResearchKit.Figures.Rendering;

/// <summary>All bars of a panel: they share the categories' room.</summary>
internal sealed class BarsRenderer(
    IReadOnlyList<BarTrace> traces, IReadOnlyList<SeriesStyle> styles, BarMode mode, bool horizontal,
    double smallestText) : PlotRenderer
{
    private const double ErrorCap = 3;
    private static readonly TextStyle ValueStyle = new(10.5, Palette.Text);

    /// <summary>One bar in data units.</summary>
    /// <param name="Series">Its trace.</param>
    /// <param name="Index">Its place in the trace.</param>
    /// <param name="Category">What it stands for.</param>
    /// <param name="From">Where it starts.</param>
    /// <param name="To">Where it ends.</param>
    internal readonly record struct Bar(int Series, int Index, string Category, double From, double To);

    internal override Extent XExtent(AxisScale scale) => horizontal ? ValueExtent(scale) : Extent.Empty;

    internal override Extent YExtent(AxisScale scale) => horizontal ? Extent.Empty : ValueExtent(scale);

    /// <summary>From top to bottom, as the parts of a stack are.</summary>
    internal override IEnumerable<LegendEntry> Legend
    {
        get
        {
            var entries = traces.Select((t, i) => new LegendEntry(t.Name, LegendKey.Fill, styles[i])).ToArray();
            if (mode == BarMode.Stacked && !horizontal) Array.Reverse(entries);
            return entries;
        }
    }

    internal override void Paint(Canvas canvas, PlotArea area)
    {
        foreach (var bar in Bars())
            if (Place(bar, area) is { } box)
                canvas.Rect(mode == BarMode.Stacked ? Apart(box) : box, styles[bar.Series].Ink);
        canvas.Segments(Bars().SelectMany(bar => ErrorBar(bar, area)), Palette.Text, 1.1);
        foreach (var bar in Bars())
            if (Place(bar, area) is { } box) PaintValue(canvas, bar, box, area);
    }

    internal override IEnumerable<OccupiedRegion> OccupiedRegions(PlotArea area)
    {
        foreach (var bar in Bars())
        {
            if (Place(bar, area) is not { } box) continue;
            yield return OccupiedRegion.Fill(box);
            foreach (var (x0, y0, x1, y1) in ErrorBar(bar, area)) yield return OccupiedRegion.Stroke(x0, y0, x1, y1);
            if (ValueText(bar) is { } text)
            {
                var width = RichText.Width(text, ValueStyle.Size);
                yield return OccupiedRegion.Fill(horizontal
                    ? new Box(box.Left - width - 6, box.Top, box.Right + width + 6, box.Bottom)
                    : new Box(box.CenterX - width / 2, box.Top - 16, box.CenterX + width / 2, box.Bottom + 16));
            }
        }
    }

    /// <summary>The bars with their ends in data units.</summary>
    internal IEnumerable<Bar> Bars()
    {
        var positive = new Dictionary<string, double>();
        var negative = new Dictionary<string, double>();
        for (var s = 0; s < traces.Count; s++)
            for (var i = 0; i < traces[s].Categories.Length; i++)
            {
                var (category, value) = (traces[s].Categories[i], traces[s].Values[i]);
                if (!double.IsFinite(value)) continue;
                var from = 0.0;
                if (mode == BarMode.Stacked)
                {
                    var sums = value < 0 ? negative : positive;
                    sums.TryGetValue(category, out from);
                    sums[category] = from + value;
                }
                yield return new Bar(s, i, category, from, from + value);
            }
    }

    private Extent ValueExtent(AxisScale scale)
    {
        var ends = Bars().SelectMany(b => (double[])[b.To, b.To + Error(b), b.To - Error(b)]);
        var extent = Extent.Of(ends, scale);
        if (scale == AxisScale.Log) return extent;
        extent = extent.FromZero();
        if (traces.All(t => t.ValueFormat is null) || extent.IsEmpty) return extent;
        if (mode == BarMode.Stacked) return extent;
        // Room for the numbers at the ends of the bars; plots are at least about 240 pixels wide.
        var widest = Bars().Max(b => ValueText(b) is { } text ? RichText.Width(text, ValueStyle.Size) : 0);
        var room = (horizontal ? Math.Min(0.4, widest / 240) : 0.05) * (extent.Max - extent.Min);
        return extent with
        {
            Min = extent.Min < 0 ? extent.Min - room : 0,
            Max = extent.Max > 0 ? extent.Max + room
            : 0
        };
    }

    private double Error(Bar bar) => traces[bar.Series].Error is { Length: > 0 } e && double.IsFinite(e[bar.Index])
        ? Math.Abs(e[bar.Index])
        : 0;

    /// <summary>Where the bars of a series start relative to their category, and how wide they are, in
    /// categories.</summary>
    internal (double Offset, double Width) Slot(int traceIndex)
    {
        var series = mode == BarMode.Stacked ? 1 : traces.Count;
        var group = series == 1 ? 0.64 : 0.82;
        var slot = mode == BarMode.Stacked ? 0 : traceIndex;
        return (-group / 2 + group * slot / series, group / series * (series == 1 ? 1 : 0.94));
    }

    internal IReadOnlyList<BarTrace> Traces => traces;

    private Box? Place(Bar bar, PlotArea area)
    {
        var axis = horizontal ? area.YAxis : area.XAxis;
        var at = axis.IndexOf(bar.Category);
        if (at < 0) return null;
        var (offset, width) = Slot(bar.Series);
        double start = at + offset, end = start + width;
        var values = horizontal ? area.XAxis : area.YAxis;
        var from = values.IsLog && bar.From <= 0 ? PlotArea.Baseline(values) : bar.From;
        double a, b;
        if (horizontal) (a, b) = (area.X(from), area.X(bar.To));
        else (a, b) = (area.Y(from), area.Y(bar.To));
        if (!double.IsFinite(a + b)) return null;
        return horizontal
            ? new Box(Math.Min(a, b), area.Y(start), Math.Max(a, b), area.Y(end))
            : new Box(area.X(start), Math.Min(a, b), area.X(end), Math.Max(a, b));
    }

    private IEnumerable<(double, double, double, double)> ErrorBar(Bar bar, PlotArea area)
    {
        var error = Error(bar);
        if (error == 0 || Place(bar, area) is not { } box) yield break;
        if (horizontal)
        {
            double a = area.X(bar.To - error), b = area.X(bar.To + error), y = box.CenterY;
            if (double.IsNaN(a)) a = box.Left;
            yield return (a, y, b, y);
            yield return (a, y - ErrorCap, a, y + ErrorCap);
            yield return (b, y - ErrorCap, b, y + ErrorCap);
        }
        else
        {
            double a = area.Y(bar.To - error), b = area.Y(bar.To + error), x = box.CenterX;
            if (double.IsNaN(a)) a = box.Bottom;
            yield return (x, a, x, b);
            yield return (x - ErrorCap, a, x + ErrorCap, a);
            yield return (x - ErrorCap, b, x + ErrorCap, b);
        }
    }

    /// <summary>Parts of a stack are told apart by a fine gap, too.</summary>
    private Box Apart(Box box) => horizontal
        ? box with { Right = Math.Max(box.Left, box.Right - 0.8) }
        : box with { Top = Math.Min(box.Bottom, box.Top + 0.8) };

    private string? ValueText(Bar bar) => traces[bar.Series].ValueFormat is { } format
        ? NumberText.Formatted(traces[bar.Series].Values[bar.Index], format)
        : null;

    private void PaintValue(Canvas canvas, Bar bar, Box box, PlotArea area)
    {
        if (ValueText(bar) is not { } text) return;
        var style = ValueStyle;
        if (mode == BarMode.Stacked)
        {
            // Inside its own part, if it fits there.
            if (RichText.Width(text, style.Size, bold: true) + 4 <= box.Width && style.LineHeight <= box.Height)
                canvas.Text(box.CenterX, box.CenterY + style.HalfCap, text,
                    style with { Ink = Palette.TextOn(styles[bar.Series].Ink), Bold = true }, Anchor.Middle);
            return;
        }
        // Numbers wider than their bars shrink; if they would have to be tiny, they are left out.
        if (!horizontal)
        {
            var slot = box.Width / 0.94 + 1;
            style = style with
            {
                Size =
                Math.Min(style.Size, Math.Floor(2 * style.Size * slot / RichText.Width(text, style.Size)) / 2)
            };
            if (style.Size < smallestText) return;
        }
        var up = bar.To >= 0;
        var error = Error(bar);
        if (horizontal)
            canvas.Text(area.X(bar.To + (up ? error : -error)) + (up ? 5 : -5), box.CenterY + style.HalfCap, text,
                style,
                up ? Anchor.Start : Anchor.End);
        else
            canvas.Text(box.CenterX, area.Y(bar.To + (up ? error : -error)) + (up ? -4 : 4 + 2 * style.HalfCap), text,
                style,
                Anchor.Middle);
    }
}
