using System.Numerics;

namespace ResearchKit.Figures;

/// <summary>Histograms and box plots.</summary>
public static class Distributions
{
    /// <summary>Draws the distribution of values in bins; all histograms of a panel share the bins.</summary>
    /// <param name="plot">The figure or panel.</param>
    /// <param name="name">The name in the legend.</param>
    /// <param name="values">The values; NaN and infinities are not counted.</param>
    /// <param name="bins">About how many bins (their width is a round number); from the data if null.</param>
    /// <param name="scale">What the height says.</param>
    /// <param name="color">The color; by order of appearance if null.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bins"/> is less than 1.</exception>
    public static TPlot Histogram<TPlot, T>(
        this TPlot plot, string name, IEnumerable<T> values, int? bins = null,
        HistogramScale scale = HistogramScale.Count, SeriesColor? color = null)
        where TPlot : IPlot<TPlot> where T : INumberBase<T>
    {
        if (bins is < 1) throw new ArgumentOutOfRangeException(nameof(bins), bins, "A histogram needs a bin.");
        return plot.Add(
            new HistogramTrace(name, Numbers.Copy(values)) { Bins = bins, Scale = scale, SeriesColor = color });
    }

    /// <summary>Draws the median, quartiles, whiskers (1.5 box lengths at most) and outliers of a group of
    /// values.</summary>
    /// <param name="plot">The figure or panel.</param>
    /// <param name="name">The group: its category on the horizontal axis.</param>
    /// <param name="values">The values; NaN is left out.</param>
    /// <param name="color">The color; by order of appearance if null.</param>
    public static TPlot Box<TPlot, T>(this TPlot plot, string name, IEnumerable<T> values, SeriesColor? color = null)
        where TPlot : IPlot<TPlot> where T : INumberBase<T> =>
        plot.Add(new BoxTrace(name, Numbers.Copy(values)) { SeriesColor = color });
}
