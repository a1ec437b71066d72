using ResearchKit.Figures;
using ResearchKit.Training.Bandits;

namespace ResearchKit.Experiments.Bandits;

/// <summary>Curves over seeds in figures.</summary>
public static class SeedBands
{
    /// <summary>What the bands are, for a caption.</summary>
    /// <param name="seeds">Number of seeds.</param>
    public static string Words(int seeds) =>
        FormattableString.Invariant($"Bands: 95 % Student intervals of the mean over {seeds} seeds.");

    /// <summary>Adds a curve with its confidence band over runs.</summary>
    /// <param name="plot">The figure or panel.</param>
    /// <param name="name">The name in the legend.</param>
    /// <param name="runs">One run per seed.</param>
    /// <param name="curve">The measure, one value per recorded step.</param>
    /// <param name="color">The color; by order of appearance if null.</param>
    public static TPlot Band<TPlot>(
        this TPlot plot, string name, IReadOnlyList<BanditRun> runs, Func<BanditRun, double[]> curve,
        SeriesColor? color = null)
        where TPlot : IPlot<TPlot> => plot.Band(name, runs[0].Steps, runs.Select(curve), color);

    /// <summary>Adds a curve with its confidence band over seeds.</summary>
    /// <param name="plot">The figure or panel.</param>
    /// <param name="name">The name in the legend.</param>
    /// <param name="x">Positions.</param>
    /// <param name="curves">One curve per seed.</param>
    /// <param name="color">The color; by order of appearance if null.</param>
    public static TPlot Band<TPlot>(
        this TPlot plot, string name, IEnumerable<int> x, IEnumerable<double[]> curves, SeriesColor? color = null)
        where TPlot : IPlot<TPlot>
    {
        var band = SeedBand.Of(curves);
        return plot.Line(name, x, band.Mean, band.Low, band.High, color, Dash.Solid);
    }
}
