namespace ResearchKit.Figures.Rendering;

/// <summary>
/// Places the plots of a figure: those of a column have the same left and right edges, those of a row the same top
/// and bottom, and labels have all the room they need.
/// </summary>
internal sealed class GridLayout(IReadOnlyList<PanelView> views, int columns, double? panelHeight)
{
    private const double ColumnGap = 16;
    private const double RowGap = 16;

    /// <summary>Sets each view's place within a width; returns the height.</summary>
    /// <param name="left">The left edge of the grid.</param>
    /// <param name="top">The upper edge of the grid.</param>
    /// <param name="width">The width of the grid.</param>
    /// <param name="direct">Room for direct labels right of each plot.</param>
    internal double Place(double left, double top, double width, double direct)
    {
        var rows = (views.Count + columns - 1) / columns;
        var lefts = new double[columns];
        var rights = new double[columns];
        var heights = new double[rows];
        var plotWidth = width / columns - 70;
        // Labels depend on the width of the plots and the other way round: three rounds settle it.
        for (var round = 0; round < 3; round++)
        {
            plotWidth = Math.Max(50, plotWidth);
            for (var row = 0; row < rows; row++)
                heights[row] = panelHeight ?? Row(row).Max(v => v.PreferredHeight(plotWidth, views.Count == 1));
            for (var i = 0; i < views.Count; i++)
            {
                views[i].X.Fit(plotWidth);
                views[i].Y.Fit(heights[i / columns]);
                views[i].Title = views[i].TitleText.Length == 0
                    ? []
                    : RichText.Wrap(views[i].TitleText, plotWidth, TextStyle.PanelTitle.Size, bold: true);
            }
            for (var c = 0; c < columns; c++)
            {
                var column = views.Where((_, i) => i % columns == c).ToArray();
                lefts[c] = column.Max(v => Math.Max(v.Y.Width, v.X.LeftOverhang(plotWidth)));
                rights[c] =
                    column.Max(v =>
                        Math.Max(direct + (v.ColorBar?.Width(heights[0]) ?? 0), v.X.RightOverhang(plotWidth)));
            }
            plotWidth = (width - lefts.Sum() - rights.Sum() - (columns - 1) * ColumnGap) / columns;
        }
        plotWidth = Math.Max(50, plotWidth);
        var y = top;
        for (var row = 0; row < rows; row++)
        {
            y += Row(row).Max(v => v.Title.Count == 0 ? 6 : v.Title.Count * TextStyle.PanelTitle.LineHeight + 8);
            var x = left;
            for (var c = 0; c < columns && row * columns + c < views.Count; c++)
            {
                x += lefts[c];
                views[row * columns + c].Box = Box.At(x, y, plotWidth, heights[row]);
                x += plotWidth + rights[c] + ColumnGap;
            }
            y += heights[row] + Row(row).Max(v => v.X.Height) + (row + 1 < rows ? RowGap : 0);
        }
        return y - top;
    }

    private IEnumerable<PanelView> Row(int row) => views.Skip(row * columns).Take(columns);
}
