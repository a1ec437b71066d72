namespace ResearchKit.Figures.Rendering;

/// <summary>Names of the series with their keys, in columns or in rows.</summary>
internal sealed class Legend(IReadOnlyList<LegendEntry> entries)
{
    private const double KeyWidth = 26;
    private const double KeyGap = 7;
    private const double ColumnGap = 18;
    private const double RowHeight = 18;
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
    internal void Paint(SvgWriter svg, double left, double top, int columns, bool background, double mostWidth = 1e9)
    {
        var (width, height) = Size(columns);
        svg.Raw("<g data-role=\"legend\">");
        if (background) svg.Rect(Box.At(left, top, width, height), Palette.Page, 0.86, 3);
        var widths = ColumnWidths(columns);
        var rows = Rows(columns);
        var x = left + Padding;
        for (var column = 0; column < widths.Length; column++)
        {
            for (var row = 0; row < rows && column * rows + row < entries.Count; row++)
            {
                var entry = entries[column * rows + row];
                var y = top + Padding + row * RowHeight + RowHeight / 2 - 2;
                PaintKey(svg, entry, x, y);
                var room = mostWidth - (x - left) - KeyWidth - KeyGap;
                var name = RichText.Shorten(entry.Name, room, Style.Size);
                svg.Text(x + KeyWidth + KeyGap, y + Style.HalfCap, name, Style,
                    tooltip: name == entry.Name ? null : RichText.Plain(entry.Name));
            }
            x += widths[column] + ColumnGap;
        }
        svg.Raw("</g>");
    }

    private static void PaintKey(SvgWriter svg, LegendEntry entry, double x, double y)
    {
        var (ink, dash, marker) = entry.Style;
        switch (entry.Key)
        {
            case LegendKey.Fill:
                svg.Rect(Box.At(x + KeyWidth - 13, y - 5.5, 13, 11), ink);
                break;
            case LegendKey.Line:
                if (entry.Band) svg.Rect(Box.At(x, y - 5.5, KeyWidth, 11), ink, 0.2);
                svg.Line(x, y, x + KeyWidth, y, ink, 1.9, dash);
                break;
        }
        if (entry.Key != LegendKey.Fill && marker != Marker.None)
            MarkerShape.Paint(svg, marker, [(x + KeyWidth / 2, y)], ink);
    }

    private int Rows(int columns) => (entries.Count + columns - 1) / Math.Max(1, columns);

    private double[] ColumnWidths(int columns)
    {
        var rows = Rows(columns);
        return [.. entries.Chunk(Math.Max(1, rows))
            .Select(c => c.Max(e => KeyWidth + KeyGap + RichText.Width(e.Name, Style.Size)))];
    }
}
