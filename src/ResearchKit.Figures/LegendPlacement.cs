namespace ResearchKit.Figures;

/// <summary>Where the names of the series stand.</summary>
public enum LegendPlacement
{
    /// <summary>
    /// Inside the plot in the emptiest corner if one is free of data, otherwise outside; above the panels in a grid.
    /// </summary>
    Auto,

    /// <summary>To the right of the plot.</summary>
    Right,

    /// <summary>Above the plot, in rows.</summary>
    Top,

    /// <summary>At the right end of each line, in its color, instead of a legend.</summary>
    Direct,

    /// <summary>No legend.</summary>
    None,
}
