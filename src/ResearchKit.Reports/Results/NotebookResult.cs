using ResearchKit.Notebooks.Documents;

namespace ResearchKit.Reports.Results;

/// <summary>What one notebook left behind.</summary>
/// <param name="Name">Its file name without extension.</param>
/// <param name="Document">As it was executed.</param>
/// <param name="Figures">Its figures, in the order of its cells.</param>
/// <param name="Tables">Its tables, in the order of its cells.</param>
/// <param name="Parameters">Its parameters as they were in the run.</param>
/// <param name="Files">Every file with its SHA-256, and how it compares with the published one.</param>
internal sealed record NotebookResult(
    string Name, NotebookDocument Document, IReadOnlyList<FigureResult> Figures, IReadOnlyList<TableResult> Tables,
    IReadOnlyDictionary<string, string> Parameters, IReadOnlyList<FileResult> Files)
{
    /// <summary>The first heading of its text, or its name.</summary>
    public string Title { get; } = Heading(Document) ?? Name;

    /// <summary>Whether its text has a first-level heading.</summary>
    public bool HasHeading => Heading(Document) is not null;

    private static string? Heading(NotebookDocument document) => document.Cells
        .Where(cell => cell.Kind == CellKind.Markdown).SelectMany(cell => cell.Source.Split('\n'))
        .FirstOrDefault(line => line.StartsWith("# ", StringComparison.Ordinal))?[2..].Trim();
}

/// <summary>A file of a notebook.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Hash">Its SHA-256.</param>
/// <param name="State">identical, changed or new, against what is published; empty if that is not known.</param>
internal sealed record FileResult(string Name, string Hash, string State);
