using System.Collections.Immutable;

namespace ResearchKit.Figures;

/// <summary>The distribution of values in bins of equal width, which all histograms of a panel share.</summary>
/// <param name="Name">The name in the legend.</param>
/// <param name="Values">The values; NaN and infinities are not counted.</param>
public sealed record HistogramTrace(string Name, ImmutableArray<double> Values) : Trace(Name)
{
    /// <summary>What the height says.</summary>
    public HistogramScale Scale { get; init; }

    /// <summary>About how many bins; by Rice's rule (twice the cube root of the number of values) if null.</summary>
    public int? Bins { get; init; }

    /// <summary>The color; by order of appearance if null.</summary>
    public SeriesColor? SeriesColor { get; init; }
}
