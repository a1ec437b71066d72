namespace ResearchKit.Figures.Rendering;

/// <summary>The axis below a plot.</summary>
/// <param name="model">Its range.</param>
/// <param name="numbered">False leaves out numbers and label: another panel of the column has them.</param>
internal sealed class HorizontalAxis(AxisModel model, bool numbered)
{
    private const double TickLength = 4;
    private const double LabelGap = 6;
    private AxisLabels _labels = new([], 0, null);
    private IReadOnlyList<string> _title = [];

    internal AxisModel Model => model;

    internal bool Numbered => numbered;

    /// <summary>What is written where, after <see cref="Fit"/>.</summary>
    internal AxisLabels Labels => _labels;

    /// <summary>The label's lines, after <see cref="Fit"/>.</summary>
    internal IReadOnlyList<string> Title => _title;

    private bool Visible => model.Axis.Visible;

    /// <summary>Chooses labels for a width.</summary>
    internal void Fit(double width)
    {
        _labels = model.Categories is null
            ? AxisLabels.OfNumbers(model, width)
            : AxisLabels.OfCategories(model, width);
        var title = model.Label(_labels.Ticks?.Exponent ?? 0);
        _title = title.Length == 0 ? [] : RichText.Wrap(title, width + 20, TextStyle.AxisLabel.Size);
    }

    internal double Height => !Visible ? 0 : !numbered ? TickLength + 2
        : TickLength + 4 + _labels.Height +
        (_title.Count == 0 ? 0 : LabelGap + _title.Count * TextStyle.AxisLabel.LineHeight);

    /// <summary>How far labels stick out of the plot on the left.</summary>
    internal double LeftOverhang(double width) => !Visible || !numbered ? 0 : _labels.Labels
        .Select(l => Reach(l, left: true) - model.Fraction(l.Value) * width).Append(0).Max();

    /// <summary>How far labels stick out of the plot on the right.</summary>
    internal double RightOverhang(double width) => !Visible || !numbered ? 0 : _labels.Labels
        .Select(l => Reach(l, left: false) - (1 - model.Fraction(l.Value)) * width).Append(0).Max();

    internal void PaintGrid(Canvas canvas, PlotArea area)
    {
        if (!Visible || model.Categories is not null) return;
        canvas.Segments(_labels.Labels.Select(l => (area.X(l.Value), area.Box.Top, area.X(l.Value), area.Box.Bottom)),
            Palette.Grid, 1);
    }

    internal void Paint(Canvas canvas, PlotArea area, bool spine)
    {
        if (!Visible) return;
        var (box, style) = (area.Box, TextStyle.TickLabel);
        if (spine) canvas.Line(box.Left, box.Bottom, box.Right, box.Bottom, Palette.Axis);
        var ticks = _labels.Labels.Select(l => (area.X(l.Value), box.Bottom, area.X(l.Value), box.Bottom + TickLength));
        var minor = (_labels.Ticks?.Minor ?? [])
            .Select(v => (area.X(v), box.Bottom, area.X(v), box.Bottom + TickLength / 2));
        canvas.Segments(ticks.Concat(minor), Palette.Axis, 1);
        if (!numbered) return;
        var top = box.Bottom + TickLength + 4;
        foreach (var label in _labels.Labels) PaintLabel(canvas, label, area.X(label.Value), top, style);
        var baseline = top + _labels.Height + LabelGap + TextStyle.AxisLabel.Size * 0.8;
        foreach (var line in _title)
        {
            canvas.Text(box.CenterX, baseline, line, TextStyle.AxisLabel, Anchor.Middle);
            baseline += TextStyle.AxisLabel.LineHeight;
        }
    }

    private void PaintLabel(Canvas canvas, AxisLabel label, double x, double top, TextStyle style)
    {
        switch (_labels.Rotation)
        {
            case 0:
                for (var i = 0; i < label.Lines.Count; i++)
                    canvas.Text(x, top + style.Size * 0.85 + i * style.LineHeight, label.Lines[i], style,
                        Anchor.Middle);
                break;
            case 90:
                canvas.Text(x + style.HalfCap, top, label.Lines[0], style, Anchor.End, -90, label.Tooltip);
                break;
            default:
                canvas.Text(x + 3, top + style.Size * 0.7, label.Lines[0], style, Anchor.End, -40, label.Tooltip);
                break;
        }
    }

    private double Reach(AxisLabel label, bool left)
    {
        var width = AxisLabels.Widest(label.Lines);
        return _labels.Rotation switch
        {
            0 => width / 2,
            90 => TextStyle.TickLabel.Size / 2,
            _ => left ? width * AxisLabels.Cos40 + 4 : TextStyle.TickLabel.Size,
        };
    }
}
