using System.Numerics;

namespace ResearchKit.Figures;

/// <summary>Bar charts.</summary>
public static class BarCharts
{
    /// <summary>Draws one bar for each category; several series stand side by side unless stacked.</summary>
    /// <param name="plot">The figure or panel.</param>
    /// <param name="name">The name in the legend.</param>
    /// <param name="categories">What each bar stands for.</param>
    /// <param name="values">The lengths, one for each category; NaN draws no bar.</param>
    /// <param name="error">Half the length of each error bar, such as a confidence interval's half width.</param>
    /// <param name="format">A .NET number format such as <c>0.0</c>; if set, each bar shows its value.</param>
    /// <param name="color">The color; by order of appearance if null.</param>
    /// <exception cref="ArgumentException">The sequences differ in length.</exception>
    public static TPlot Bars<TPlot, T>(
        this TPlot plot, string name, IEnumerable<string> categories, IEnumerable<T> values,
        IEnumerable<T>? error = null, string? format = null, SeriesColor? color = null)
        where TPlot : IPlot<TPlot> where T : INumberBase<T>
    {
        var names = Numbers.CopyNames(categories);
        var lengths = Numbers.Copy(values);
        Numbers.RequireCount(lengths.Length, names.Length, "values", name);
        return plot.Add(new BarTrace(name, names, lengths)
        {
            Error = Numbers.CopyOptional(error, names.Length, "errors", name),
            ValueFormat = format,
            SeriesColor = color,
        });
    }

    /// <summary>Puts the bars of several series on top of each other.</summary>
    /// <param name="plot">The figure or panel.</param>
    public static TPlot Stacked<TPlot>(this TPlot plot) where TPlot : IPlot<TPlot> =>
        plot.With(plot.Panel with { BarMode = BarMode.Stacked });

    /// <summary>
    /// Draws bars from left to right with the categories from top to bottom: for long names. The label of the values
    /// is then the label of the horizontal axis.
    /// </summary>
    /// <param name="plot">The figure or panel.</param>
    public static TPlot Horizontal<TPlot>(this TPlot plot) where TPlot : IPlot<TPlot> =>
        plot.With(plot.Panel with { HorizontalBars = true });
}
