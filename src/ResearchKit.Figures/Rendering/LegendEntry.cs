namespace ResearchKit.Figures.Rendering;

/// <summary>What stands before a name in the legend.</summary>
internal enum LegendKey
{
    Line,
    Points,
    Fill,
}

/// <summary>One name in the legend.</summary>
internal readonly record struct LegendEntry(string Name, LegendKey Key, SeriesStyle Style, bool Band = false);
