namespace ResearchKit.Figures;

/// <summary>The symbol at a data point.</summary>
public enum Marker
{
    /// <summary>No symbol.</summary>
    None,

    /// <summary>A disc.</summary>
    Circle,

    /// <summary>A square.</summary>
    Square,

    /// <summary>A triangle that points up.</summary>
    Triangle,

    /// <summary>A diamond.</summary>
    Diamond,

    /// <summary>A cross (x).</summary>
    Cross,

    /// <summary>A triangle that points down.</summary>
    TriangleDown,
}
