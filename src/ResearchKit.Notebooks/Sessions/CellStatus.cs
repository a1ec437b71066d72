namespace ResearchKit.Notebooks.Sessions;

/// <summary>How the execution of a cell ended.</summary>
public enum CellStatus
{
    /// <summary>To its end.</summary>
    Ok,

    /// <summary>With a compilation error or an exception, which was put out.</summary>
    Failed,

    /// <summary>By an interrupt; the session can be used on.</summary>
    Interrupted,

    /// <summary>The interrupt could not stop the cell, which is inside a library: its thread runs on without output
    /// until the library returns. The session can be used on.</summary>
    Stuck,
}
