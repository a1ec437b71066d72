namespace ResearchKit.Figures;

/// <summary>Where the cells of a table's column stand.</summary>
public enum Align
{
    /// <summary>Numbers right, all else left.</summary>
    Auto,

    /// <summary>Left.</summary>
    Left,

    /// <summary>In the middle.</summary>
    Center,

    /// <summary>Right.</summary>
    Right,
}
