using System.Collections.Immutable;

namespace ResearchKit.Figures;

/// <summary>One bar for each category.</summary>
/// <param name="Name">The name in the legend.</param>
/// <param name="Categories">What each bar stands for.</param>
/// <param name="Values">The lengths, as many as categories; NaN draws no bar.</param>
public sealed record BarTrace(string Name, ImmutableArray<string> Categories, ImmutableArray<double> Values)
    : Trace(Name)
{
    /// <summary>Half the length of each error bar; empty for none.</summary>
    public ImmutableArray<double> Error { get; init; } = [];

    /// <summary>A .NET number format; if set, the value is written at the end of each bar.</summary>
    public string? ValueFormat { get; init; }

    /// <summary>The color; by order of appearance if null.</summary>
    public SeriesColor? SeriesColor { get; init; }
}
