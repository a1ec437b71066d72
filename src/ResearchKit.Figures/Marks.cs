namespace ResearchKit.Figures;

/// <summary>Reference lines, shaded ranges and notes.</summary>
public static class Marks
{
    /// <summary>Draws a horizontal line across the panel, such as a bound or a closed form.</summary>
    /// <param name="plot">The figure or panel.</param>
    /// <param name="y">Where, in data units.</param>
    /// <param name="text">What is written at the line.</param>
    public static TPlot HorizontalLine<TPlot>(this TPlot plot, double y, string text = "")
        where TPlot : IPlot<TPlot> => plot.Add(new ReferenceLine(false, y, text));

    /// <summary>Draws a vertical line across the panel.</summary>
    /// <param name="plot">The figure or panel.</param>
    /// <param name="x">Where, in data units.</param>
    /// <param name="text">What is written at the line.</param>
    public static TPlot VerticalLine<TPlot>(this TPlot plot, double x, string text = "")
        where TPlot : IPlot<TPlot> => plot.Add(new ReferenceLine(true, x, text));

    /// <summary>Shades the panel between two horizontal positions.</summary>
    /// <param name="plot">The figure or panel.</param>
    /// <param name="from">One end, in data units.</param>
    /// <param name="to">The other end.</param>
    /// <param name="text">What is written at the start of the range.</param>
    public static TPlot Shade<TPlot>(this TPlot plot, double from, double to, string text = "")
        where TPlot : IPlot<TPlot> => plot.Add(new ShadedRange(true, Math.Min(from, to), Math.Max(from, to), text));

    /// <summary>Writes a text at a point.</summary>
    /// <param name="plot">The figure or panel.</param>
    /// <param name="x">Horizontal position, in data units (the index for categories).</param>
    /// <param name="y">Vertical position, in data units (the index for categories).</param>
    /// <param name="text">The text.</param>
    /// <param name="arrow">True puts the text where there is room and draws an arrow to the point.</param>
    public static TPlot Note<TPlot>(this TPlot plot, double x, double y, string text, bool arrow = false)
        where TPlot : IPlot<TPlot> => plot.Add(new Note(x, y, text, arrow));
}
