namespace ResearchKit.Notebooks.Sessions;

/// <summary>What runs the cells of a notebook one after the other: our own session, or one of .NET
/// Interactive.</summary>
public interface INotebookSession
{
    /// <summary>The variables that cells have declared, by name; of two with one name, the later.</summary>
    IReadOnlyDictionary<string, SessionVariable> Variables { get; }

    /// <summary>Runs one cell to its end.</summary>
    /// <param name="source">The cell's text, with directives and magics.</param>
    /// <param name="label">How messages call it: <c>cell 3</c>.</param>
    /// <param name="output">Receives everything that the cell puts out, its error included.</param>
    /// <param name="interrupt">Stops the cell.</param>
    /// <param name="language">The cell's language.</param>
    CellStatus Execute(string source, string label, ICellOutput output, CancellationToken interrupt = default,
        string language = "csharp");
}
