namespace ResearchKit.Figures.Rendering;

/// <summary>The key of a heat map's colors, right of it.</summary>
internal sealed class ColorBar(ColorScale scale, string? label, string? unit, string gradientId)
{
    /// <summary>The role of what is painted.</summary>
    internal const string Role = "color-bar";

    private const double Gap = 14;
    private const double Thickness = 12;
    private readonly AxisModel _axis = new(
        new Axis { Label = label, Unit = unit }, null, scale.Min, scale.Max > scale.Min ? scale.Max : scale.Min + 1);

    /// <summary>Where the colors are, once painted.</summary>
    internal Box Place { get; private set; }

    internal ColorScale Scale => scale;

    /// <summary>The numbers beside the bar, once painted.</summary>
    internal IReadOnlyList<Tick> Major => Ticks(Place.Height).Major;

    internal double Width(double height)
    {
        var ticks = Ticks(height);
        return Gap + Thickness + 7 + LabelWidth(ticks)
            + Title(ticks, height).Count * (TextStyle.AxisLabel.LineHeight + 2);
    }

    internal void Paint(Canvas canvas, double left, double top, double bottom) =>
        canvas.Group(Role, () => PaintInside(canvas, left, top, bottom));

    private void PaintInside(Canvas canvas, double left, double top, double bottom)
    {
        var bar = new Box(left + Gap, top, left + Gap + Thickness, bottom);
        Place = bar;
        canvas.Gradient(bar, scale, gradientId);
        var area = new PlotArea(bar, _axis, _axis);
        var ticks = Ticks(bar.Height);
        var style = TextStyle.TickLabel;
        canvas.Segments(ticks.Major.Select(t => (bar.Right, area.Y(t.Value), bar.Right + 4, area.Y(t.Value))),
            Palette.Axis, 1);
        foreach (var tick in ticks.Major)
            canvas.Text(bar.Right + 7, area.Y(tick.Value) + style.HalfCap, tick.Label, style);
        var x = bar.Right + 7 + LabelWidth(ticks) + 2 + TextStyle.AxisLabel.Size;
        foreach (var line in Title(ticks, bar.Height))
        {
            canvas.Text(x, bar.CenterY, line, TextStyle.AxisLabel, Anchor.Middle, -90);
            x += TextStyle.AxisLabel.LineHeight;
        }
    }

    private TickSet Ticks(double height) => _axis.Ticks((int)Math.Clamp(height / 34, 2, 10));

    private IReadOnlyList<string> Title(TickSet ticks, double height)
    {
        var text = _axis.Label(ticks.Exponent);
        return text.Length == 0 ? [] : RichText.Wrap(text, height, TextStyle.AxisLabel.Size);
    }

    private static double LabelWidth(TickSet ticks) =>
        ticks.Major.Count == 0 ? 0 : ticks.Major.Max(t => RichText.Width(t.Label, TextStyle.TickLabel.Size));
}
