namespace ResearchKit.Figures.Rendering;

/// <summary>Names of the series with their keys, in columns or in rows.</summary>
/// <param name="entries">The series.</param>
/// <param name="slack">How much wider than reckoned a name may be where it is read.</param>
internal sealed class Legend(IReadOnlyList<LegendEntry> entries, double slack = 1)
{
    private const double KeyWidth = 26;
    private const double KeyGap = 7;
    private const double ColumnGap = 18;
    private const double RowHeight = 19; // as Plotly has it
    private const double Padding = 6;
    private static readonly TextStyle Style = TextStyle.Legend;

    internal IReadOnlyList<LegendEntry> Entries => entries;

    internal bool IsEmpty => entries.Count == 0;

    /// <summary>Width and height in a number of columns, with padding.</summary>
    internal (double Width, double Height) Size(int columns)
    {
        var widths = ColumnWidths(columns);
        return (widths.Sum() + (widths.Length - 1) * ColumnGap + 2 * Padding,
            Rows(columns) * RowHeight + 2 * Padding - 4);
    }

    /// <summary>The greatest number of columns with which the legend is no wider than a width.</summary>
    internal int ColumnsWithin(double width)
    {
        for (var columns = entries.Count; columns > 1; columns--)
            if (Size(columns).Width <= width) return columns;
        return 1;
    }

    /// <summary>Paints with the top left corner at a point; names wider than the room are shortened.</summary>
    internal void Paint(Canvas canvas, double left, double top, int columns, bool background, double mostWidth = 1e9)
    {
        canvas.Group("legend", () => PaintInside(canvas, left, top, columns, background, mostWidth));
    }

    private void PaintInside(
        Canvas canvas, double left, double top, int columns, bool background, double mostWidth)
    {
        var (width, height) = Size(columns);
        if (background) canvas.Rect(Box.At(left, top, width, height), Palette.Page, 0.86, 3);
        foreach (var (x, names) in Columns(columns, mostWidth))
            foreach (var (row, (entry, shown)) in names.Index())
            {
                var y = top + Padding + row * RowHeight + RowHeight / 2 - 2;
                PaintKey(canvas, entry, left + x, y);
                canvas.Text(left + x + KeyWidth + KeyGap, y + Style.HalfCap, shown, Style,
                    tooltip: shown == entry.Name ? null : RichText.Plain(entry.Name));
            }
    }

    private static void PaintKey(Canvas canvas, LegendEntry entry, double x, double y)
    {
        var (ink, dash, marker) = entry.Style;
        switch (entry.Key)
        {
            case LegendKey.Fill:
                canvas.Rect(Box.At(x + KeyWidth - 13, y - 5.5, 13, 11), ink);
                break;
            case LegendKey.Line:
                if (entry.Band) canvas.Rect(Box.At(x, y - 5.5, KeyWidth, 11), ink, 0.2);
                canvas.Line(x, y, x + KeyWidth, y, ink, 1.9, dash);
                break;
        }
        if (entry.Key != LegendKey.Fill && marker != Marker.None)
            MarkerShape.Paint(canvas, marker, [(x + KeyWidth / 2, y)], ink);
    }

    /// <summary>For each column, where it starts and the names in it, shortened to the room as they are
    /// painted.</summary>
    internal IEnumerable<(double Left, IReadOnlyList<(LegendEntry Entry, string Shown)> Names)> Columns(
        int columns, double mostWidth)
    {
        var widths = ColumnWidths(columns);
        var x = Padding;
        foreach (var (column, names) in entries.Chunk(Math.Max(1, Rows(columns))).Index())
        {
            var room = mostWidth - x - KeyWidth - KeyGap;
            yield return (x, [.. names.Select(e => (e, RichText.Shorten(e.Name, room, Style.Size)))]);
            x += widths[column] + ColumnGap;
        }
    }

    private int Rows(int columns) => (entries.Count + columns - 1) / Math.Max(1, columns);

    private double[] ColumnWidths(int columns)
    {
        var rows = Rows(columns);
        return [.. entries.Chunk(Math.Max(1, rows))
            .Select(c => c.Max(e => KeyWidth + KeyGap + slack * RichText.Width(e.Name, Style.Size)))];
    }
}
