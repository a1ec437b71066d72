namespace ResearchKit.Figures;

/// <summary>Which values of a table's column are the better ones: the best is set bold, the second
/// underlined.</summary>
public enum Best
{
    /// <summary>No value is better than another.</summary>
    None,

    /// <summary>Higher is better; the header shows an arrow up.</summary>
    Highest,

    /// <summary>Lower is better; the header shows an arrow down.</summary>
    Lowest,
}
