namespace ResearchKit.Notebooks.Sessions;

/// <summary>Why a cell failed, in the terms of the notebook: cells and lines, no paths and no addresses.</summary>
/// <param name="Name">The kind: an exception's type name, or <c>CompilationError</c>.</param>
/// <param name="Message">The first thing to read, with cell and line.</param>
/// <param name="Traceback">The lines shown below it.</param>
public sealed record CellError(string Name, string Message, IReadOnlyList<string> Traceback);
