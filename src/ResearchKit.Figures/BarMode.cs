namespace ResearchKit.Figures;

/// <summary>How the bars of several series share a category.</summary>
public enum BarMode
{
    /// <summary>Side by side.</summary>
    Grouped,

    /// <summary>On top of each other; negative values are stacked downwards.</summary>
    Stacked,
}
