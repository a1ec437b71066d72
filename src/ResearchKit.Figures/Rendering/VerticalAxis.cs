namespace ResearchKit.Figures.Rendering;

/// <summary>The axis left of a plot.</summary>
/// <param name="model">Its range.</param>
/// <param name="numbered">False leaves out numbers and label: the first panel of the row has them.</param>
/// <param name="longest">The greatest width of a category's name; longer ones are wrapped, or else shortened.</param>
internal sealed class VerticalAxis(AxisModel model, bool numbered, double longest)
{
    private const double TickLength = 4;
    private const double LabelGap = 8;
    private const int MostLines = 3;
    private static readonly TextStyle Style = TextStyle.TickLabel;
    private IReadOnlyList<AxisLabel> _labels = [];
    private TickSet? _ticks;
    private IReadOnlyList<string> _title = [];

    internal AxisModel Model => model;

    internal bool Numbered => numbered;

    /// <summary>What is written where, after <see cref="Fit"/>.</summary>
    internal AxisLabels Labels => new(_labels, 0, _ticks);

    /// <summary>The label's lines, after <see cref="Fit"/>.</summary>
    internal IReadOnlyList<string> Title => _title;

    private bool Visible => model.Axis.Visible;

    /// <summary>How many lines the longest name of a category takes.</summary>
    internal int LinesOfCategories =>
        numbered && model.Categories is { Count: > 0 } names ? names.Max(n => Wrapped(n).Count) : 1;

    /// <summary>Chooses labels for a height.</summary>
    internal void Fit(double height)
    {
        if (model.Categories is { } names)
        {
            var every = 1;
            // Numbers may be left out earlier than names: a reader can count on.
            var room = Style.Size * (names.All(n => int.TryParse(n, out _)) ? 1.6 : 1.1);
            foreach (var n in (int[])[1, 2, 5, 10, 20, 50, 100, 200, 500, 1000])
            {
                every = n;
                if (n * height / names.Count >= room) break;
            }
            var inLines = LinesOfCategories * Style.LineHeight <= height / Math.Max(1, names.Count);
            _labels = [.. names.Select((name, i) => (name, i)).Where(p => p.i % every == 0)
                .Select(p => inLines && Wrapped(p.name) is { Count: > 1 } lines
                    ? new AxisLabel(p.i, lines)
                    : Short(p.name, p.i))];
        }
        else
        {
            _ticks = model.Ticks((int)Math.Clamp(height / 28, 2, 12));
            _labels = [.. _ticks.Major.Select(t => new AxisLabel(t.Value, [t.Label]))];
        }
        var title = model.Label(_ticks?.Exponent ?? 0);
        _title = title.Length == 0 ? [] : RichText.Wrap(title, height + 10, TextStyle.AxisLabel.Size);
    }

    internal double Width => !Visible ? 0 : !numbered ? TickLength + 2
        : TickLength + 4 + LabelWidth +
        (_title.Count == 0 ? 0 : LabelGap + _title.Count * TextStyle.AxisLabel.LineHeight);

    private double LabelWidth => _labels.Count == 0 ? 0 : _labels.Max(l => AxisLabels.Widest(l.Lines));

    internal void PaintGrid(Canvas canvas, PlotArea area)
    {
        if (!Visible || model.Categories is not null) return;
        canvas.Segments(_labels.Select(l => (area.Box.Left, area.Y(l.Value), area.Box.Right, area.Y(l.Value))),
            Palette.Grid, 1);
    }

    internal void Paint(Canvas canvas, PlotArea area, bool spine)
    {
        if (!Visible) return;
        var box = area.Box;
        if (spine) canvas.Line(box.Left, box.Top, box.Left, box.Bottom, Palette.Axis);
        var ticks = _labels.Select(l => (box.Left - TickLength, area.Y(l.Value), box.Left, area.Y(l.Value)));
        var minor = (_ticks?.Minor ?? []).Select(v => (box.Left - TickLength / 2, area.Y(v), box.Left, area.Y(v)));
        canvas.Segments(ticks.Concat(minor), Palette.Axis, 1);
        if (!numbered) return;
        var right = box.Left - TickLength - 4;
        foreach (var label in _labels)
        {
            var y = area.Y(label.Value) + Style.HalfCap - (label.Lines.Count - 1) * Style.LineHeight / 2;
            foreach (var line in label.Lines)
            {
                canvas.Text(right, y, line, Style, Anchor.End, 0, label.Tooltip);
                y += Style.LineHeight;
            }
        }
        var x = right - LabelWidth - LabelGap - (_title.Count - 1) * TextStyle.AxisLabel.LineHeight
            - TextStyle.AxisLabel.Size * 0.2;
        foreach (var line in _title)
        {
            canvas.Text(x, box.CenterY, line, TextStyle.AxisLabel, Anchor.Middle, -90);
            x += TextStyle.AxisLabel.LineHeight;
        }
    }

    /// <summary>The name in lines; in one if it would take too many, to be shortened.</summary>
    private IReadOnlyList<string> Wrapped(string name) =>
        RichText.Wrap(name, longest, Style.Size) is { Count: <= MostLines } lines
            && name.Split(' ').All(word => RichText.Width(word, Style.Size) <= longest) ? lines : [name];

    private AxisLabel Short(string name, int at)
    {
        var text = RichText.Shorten(name, longest, Style.Size);
        return new AxisLabel(at, [text], text == name ? null : RichText.Plain(name));
    }
}
