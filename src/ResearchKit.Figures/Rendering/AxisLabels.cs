namespace ResearchKit.Figures.Rendering;

/// <summary>Label at a position along an axis, in one or more lines.</summary>
internal readonly record struct AxisLabel(double Value, IReadOnlyList<string> Lines, string? Tooltip = null);

/// <summary>The labels of a horizontal axis, chosen so that none overlaps another.</summary>
/// <param name="Labels">What is written where.</param>
/// <param name="Rotation">0, or the angle in degrees by which labels rise from the left.</param>
/// <param name="Ticks">The ticks behind them; null for categories.</param>
internal sealed record AxisLabels(IReadOnlyList<AxisLabel> Labels, double Rotation, TickSet? Ticks)
{
    private const double Gap = 9;
    private const double LongestRotated = 170;
    private static readonly TextStyle Style = TextStyle.TickLabel;

    internal const double Sin40 = 0.6427876096865393;
    internal const double Cos40 = 0.766044443118978;

    /// <summary>The height below the ticks.</summary>
    internal double Height => Rotation switch
    {
        0 => Labels.Count == 0 ? 0 : Labels.Max(l => l.Lines.Count) * Style.LineHeight,
        90 => Longest + 4,
        _ => Longest * Sin40 + Style.Size,
    };

    internal double Longest => Labels.Count == 0 ? 0 : Labels.Max(l => Widest(l.Lines));

    internal static double Widest(IReadOnlyList<string> lines) => lines.Max(t => RichText.Width(t, Style.Size));

    /// <summary>As many numbers as fit into a width.</summary>
    internal static AxisLabels OfNumbers(AxisModel axis, double width)
    {
        for (var most = (int)Math.Clamp(width / 46, 2, 12); ; most--)
        {
            var ticks = axis.Ticks(most);
            var labels = new AxisLabels([.. ticks.Major.Select(t => new AxisLabel(t.Value, [t.Label]))], 0, ticks);
            if (most <= 2 || labels.AreApart(axis, width)) return labels;
        }
    }

    /// <summary>All categories if they fit, in lines or rotated if need be; else every second, fifth, ...</summary>
    internal static AxisLabels OfCategories(AxisModel axis, double width)
    {
        var names = axis.Categories!;
        var slot = width / Math.Max(1, names.Count);
        var flat = new AxisLabels([.. names.Select((n, i) => new AxisLabel(i, [n]))], 0, null);
        if (flat.AreApart(axis, width)) return flat;
        if (names.All(n => double.TryParse(n, System.Globalization.CultureInfo.InvariantCulture, out _)))
            return Thinned(flat, every => flat.Every(every).AreApart(axis, width));
        var words = names.SelectMany(n => n.Split(' ')).Max(w => RichText.Width(w, Style.Size));
        if (words + Gap <= slot)
        {
            var lines = names.Select(n => RichText.Wrap(n, slot - Gap, Style.Size)).ToArray();
            if (lines.Max(l => l.Count) <= 3)
                return new AxisLabels([.. lines.Select((l, i) => new AxisLabel(i, l))], 0, null);
        }
        var angle = slot >= 17 ? 40 : 90;
        var rotated = new AxisLabels([.. names.Select((n, i) => Short(n, i))], angle, null);
        return Thinned(rotated, every => every * slot >= (angle == 40 ? 17 : 1.05 * Style.Size));
    }

    private static AxisLabel Short(string name, int at)
    {
        var text = RichText.Shorten(name, LongestRotated, Style.Size);
        return new AxisLabel(at, [text], text == name ? null : RichText.Plain(name));
    }

    private static AxisLabels Thinned(AxisLabels all, Func<int, bool> fits)
    {
        for (var decade = 1; ; decade *= 10)
            foreach (var every in (int[])[decade, 2 * decade, 5 * decade])
                if (fits(every) || every >= all.Labels.Count) return all.Every(every);
    }

    private AxisLabels Every(int n) => this with { Labels = [.. Labels.Where((_, i) => i % n == 0)] };

    private bool AreApart(AxisModel axis, double width)
    {
        for (var i = 1; i < Labels.Count; i++)
        {
            var distance = (axis.Fraction(Labels[i].Value) - axis.Fraction(Labels[i - 1].Value)) * width;
            if (distance < (Widest(Labels[i].Lines) + Widest(Labels[i - 1].Lines)) / 2 + Gap) return false;
        }
        return true;
    }
}
