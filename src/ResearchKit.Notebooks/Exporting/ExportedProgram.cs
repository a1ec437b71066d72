namespace ResearchKit.Notebooks.Exporting;

/// <summary>A notebook as a C# program.</summary>
/// <param name="Text">The program.</param>
/// <param name="Left">The lines of cells that do not carry over, each with what to do instead.</param>
public sealed record ExportedProgram(string Text, IReadOnlyList<string> Left);
