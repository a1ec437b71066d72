namespace ResearchKit.Figures;

/// <summary>What the height of a histogram's bar says.</summary>
public enum HistogramScale
{
    /// <summary>The number of values in the bin.</summary>
    Count,

    /// <summary>The share of all values that is in the bin; the heights sum to 1.</summary>
    Probability,

    /// <summary>The probability density; the area of the bars is 1.</summary>
    Density,
}
