using System.Collections.Immutable;

namespace ResearchKit.Figures;

/// <summary>
/// A box from the first to the third quartile with the median, whiskers to the last value within 1.5 box lengths
/// (Tukey), and every value beyond as a point. Quartiles are interpolated linearly (as NumPy does by default).
/// </summary>
/// <param name="Name">The name, which is also the category on the horizontal axis.</param>
/// <param name="Values">The values; NaN is left out.</param>
public sealed record BoxTrace(string Name, ImmutableArray<double> Values) : Trace(Name)
{
    /// <summary>The color; by order of appearance if null.</summary>
    public SeriesColor? SeriesColor { get; init; }
}
