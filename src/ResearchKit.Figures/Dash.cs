namespace ResearchKit.Figures;

/// <summary>How a line is broken, so that series stay apart in black and white.</summary>
public enum Dash
{
    /// <summary>Unbroken.</summary>
    Solid,

    /// <summary>Dashes.</summary>
    Dashed,

    /// <summary>Dots.</summary>
    Dotted,

    /// <summary>Dash, dot, dash, dot.</summary>
    DashDot,

    /// <summary>Long dashes.</summary>
    LongDash,
}
