namespace ResearchKit.Figures.Rendering;

/// <summary>Draws reference lines, shaded ranges and notes; texts go where they cover the least.</summary>
internal sealed class MarkRenderer(IReadOnlyList<Mark> marks, bool onImage)
{
    private static readonly TextStyle Style = TextStyle.Note;

    internal Extent Extent(bool horizontalAxis, AxisScale scale) => Rendering.Extent.Of(marks.SelectMany(m => m switch
    {
        ReferenceLine line when line.Vertical == horizontalAxis => (double[])[line.Value],
        Note note => [horizontalAxis ? note.X : note.Y],
        _ => [],
    }), scale);

    /// <summary>What lies behind the data.</summary>
    internal void PaintBehind(Canvas canvas, PlotArea area)
    {
        foreach (var range in marks.OfType<ShadedRange>()) canvas.Rect(Place(range, area), Palette.Shade);
    }

    internal void PaintLines(Canvas canvas, PlotArea area)
    {
        var box = area.Box;
        foreach (var line in marks.OfType<ReferenceLine>().Where(l => IsInside(l, area)))
            if (line.Vertical)
                canvas.Line(area.X(line.Value), box.Top, area.X(line.Value), box.Bottom, Palette.Muted, 1.1,
                    Dash.Dashed);
            else canvas.Line(box.Left, area.Y(line.Value), box.Right, area.Y(line.Value), Palette.Muted, 1.1,
                Dash.Dashed);
    }

    /// <summary>Paints the texts around what is there, and returns what they and the lines take.</summary>
    internal List<OccupiedRegion> PaintTexts(Canvas canvas, PlotArea area, IReadOnlyList<OccupiedRegion> data)
    {
        var taken = new List<OccupiedRegion>(data);
        foreach (var line in marks.OfType<ReferenceLine>().Where(l => IsInside(l, area)))
            taken.Add(line.Vertical
                ? OccupiedRegion.Stroke(area.X(line.Value), area.Box.Top, area.X(line.Value), area.Box.Bottom)
                : OccupiedRegion.Stroke(area.Box.Left, area.Y(line.Value), area.Box.Right, area.Y(line.Value)));
        foreach (var mark in marks)
        {
            if (mark.Text.Length == 0 || mark is ReferenceLine line && !IsInside(line, area)) continue;
            var width = RichText.Width(mark.Text, Style.Size);
            var places = Candidates(mark, area, width, Style.Size + 2)
                .Select(b => Inside(b, area.Box)).ToArray();
            // Own line or point aside, the place that covers the least; the first of equals.
            var best = places.MinBy(b => taken.Count(o => o.Hits(b)));
            if (mark is Note { Arrow: true } note) Arrow(canvas, area.X(note.X), area.Y(note.Y), best);
            // On an image a text needs a ground of its own.
            if (onImage) canvas.Rect(best.Grow(1), Palette.Page, TextStyle.Ground);
            canvas.Text(best.Left, best.Bottom - 3, mark.Text, onImage ? TextStyle.OnImage : Style);
            taken.Add(OccupiedRegion.Fill(best));
        }
        return taken;
    }

    private static IEnumerable<Box> Candidates(Mark mark, PlotArea area, double width, double height)
    {
        var box = area.Box;
        switch (mark)
        {
            case ReferenceLine { Vertical: true } line:
                foreach (var y in (double[])[box.Top + 2, box.CenterY, box.Bottom - height - 2])
                {
                    yield return Box.At(area.X(line.Value) + 4, y, width, height);
                    yield return Box.At(area.X(line.Value) - 4 - width, y, width, height);
                }
                break;
            case ReferenceLine line:
                foreach (var x in (double[])[box.Right - width - 4, box.Left + 6, box.CenterX - width / 2])
                {
                    yield return Box.At(x, area.Y(line.Value) - height - 1.5, width, height);
                    yield return Box.At(x, area.Y(line.Value) + 1.5, width, height);
                }
                break;
            case ShadedRange range:
                var shaded = Place(range, area);
                yield return Box.At(shaded.Left + 4, shaded.Top + 2, width, height);
                yield return Box.At(shaded.Left + 4, shaded.Bottom - height - 2, width, height);
                yield return Box.At(shaded.CenterX - width / 2, shaded.Top + 2, width, height);
                break;
            case Note note:
                double px = area.X(note.X), py = area.Y(note.Y);
                foreach (var d in note.Arrow ? (double[])[26, 44, 66] : [7, 12])
                    foreach (var (dx, dy) in ((double, double)[])[(0.7, -0.7), (-0.7, -0.7), (0.7, 0.7), (-0.7, 0.7),
                        (0, -1), (0, 1),
                            (1, 0), (-1, 0)])
                    {
                        double cx = px + dx * d, cy = py + dy * d;
                        var left = dx > 0.1 ? cx : dx < -0.1 ? cx - width : cx - width / 2;
                        yield return Box.At(left, cy - height / 2 + dy * height / 2, width, height);
                    }
                break;
        }
    }

    private static Box Inside(Box text, Box plot)
    {
        var dx = Math.Max(0, plot.Left + 2 - text.Left) - Math.Max(0, text.Right - plot.Right + 2);
        var dy = Math.Max(0, plot.Top + 1 - text.Top) - Math.Max(0, text.Bottom - plot.Bottom + 1);
        return Box.At(text.Left + dx, text.Top + dy, text.Width, text.Height);
    }

    private static void Arrow(Canvas canvas, double x, double y, Box text)
    {
        double fromX = Math.Clamp(x, text.Left, text.Right), fromY = Math.Clamp(y, text.Top, text.Bottom);
        double dx = x - fromX, dy = y - fromY, length = Math.Sqrt(dx * dx + dy * dy);
        if (length < 8) return;
        (dx, dy) = (dx / length, dy / length);
        canvas.Arrow(fromX + dx * 2, fromY + dy * 2, x - dx * 4, y - dy * 4);
    }

    private static bool IsInside(ReferenceLine line, PlotArea area)
    {
        var fraction = (line.Vertical ? area.XAxis : area.YAxis).Fraction(line.Value);
        return fraction is >= -1e-9 and <= 1 + 1e-9;
    }

    private static Box Place(ShadedRange range, PlotArea area)
    {
        double At(double v) => double.IsFinite(v) ? v : v > 0 ? double.MaxValue / 4 : double.MinValue / 4;
        var box = area.Box;
        if (range.Vertical)
            return box with
            {
                Left = Math.Clamp(area.X(At(range.From)), box.Left, box.Right),
                Right = Math.Clamp(area.X(At(range.To)), box.Left, box.Right),
            };
        return box with
        {
            Top = Math.Clamp(area.Y(At(range.To)), box.Top, box.Bottom),
            Bottom = Math.Clamp(area.Y(At(range.From)), box.Top, box.Bottom),
        };
    }
}
