namespace ResearchKit.Figures.Rendering;

/// <summary>Names at the right ends of lines, moved apart where they would overlap.</summary>
internal static class DirectLabels
{
    private const double Gap = 6;
    private static readonly TextStyle Style = TextStyle.Legend with { Bold = true };

    /// <summary>The room for the longest name, at most <paramref name="most"/>.</summary>
    internal static double Width(IEnumerable<PanelView> views, double most)
    {
        var names = views.SelectMany(v => v.Lines).SelectMany(l => l.Legend).Select(e => e.Name).ToArray();
        return names.Length == 0 ? 0
            : Math.Min(most, names.Max(n => RichText.Width(n, Style.Size, bold: true)) + Gap + 4);
    }

    internal static void Paint(Canvas canvas, PanelView view, double room)
    {
        var area = view.Area;
        var labels = view.Lines.Select(l => (Entry: l.Legend.First(), End: l.End(area)))
            .Where(l => l.End is not null && l.Entry.Name.Length > 0)
            .Select(l => (l.Entry, Y: Math.Clamp(l.End!.Value.Y, area.Box.Top, area.Box.Bottom)))
            .OrderBy(l => l.Y).ToArray();
        var places = Spread([.. labels.Select(l => l.Y)], Style.LineHeight, area.Box.Top, area.Box.Bottom);
        for (var i = 0; i < labels.Length; i++)
            canvas.Text(area.Box.Right + Gap, places[i] + Style.HalfCap,
                RichText.Shorten(labels[i].Entry.Name, room - Gap - 3, Style.Size, bold: true),
                Style with { Ink = labels[i].Entry.Style.Ink });
    }

    /// <summary>The nearest places at least a distance apart (sorted): overlapping neighbors form blocks.</summary>
    internal static double[] Spread(double[] wanted, double distance, double top, double bottom)
    {
        // A block's sum is what its labels ask of its first one: label i wants the block to start at y - i * distance.
        var blocks = new List<(double Sum, int Count)>();
        foreach (var y in wanted)
        {
            blocks.Add((y, 1));
            while (blocks.Count > 1)
            {
                var (upper, lower) = (blocks[^2], blocks[^1]);
                if (Start(lower) - Start(upper) >= upper.Count * distance) break;
                blocks.RemoveRange(blocks.Count - 2, 2);
                blocks.Add((upper.Sum + lower.Sum - lower.Count * upper.Count * distance, upper.Count + lower.Count));
            }
        }
        return [.. blocks.SelectMany(b => Enumerable.Range(0, b.Count).Select(i => Start(b) + i * distance))];

        double Start((double Sum, int Count) block) =>
            Math.Max(Math.Min(block.Sum / block.Count, bottom - (block.Count - 1) * distance), top);
    }
}
