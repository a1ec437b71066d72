using ResearchKit.Notebooks.Documents;

namespace ResearchKit.Cli.Reproduction;

/// <summary>Finds committed outputs that are not what the notebook gives today.</summary>
internal static class StaleOutputs
{
    /// <summary>The ids of the code cells whose outputs or counts differ; the two notebooks have the same
    /// cells.</summary>
    public static IReadOnlyList<string> Cells(NotebookDocument committed, NotebookDocument executed) =>
    [
        .. committed.Cells.Zip(executed.Cells)
            .Where(pair => pair.First.Kind == CellKind.Code && Execution(pair.First) != Execution(pair.Second))
            .Select((pair, i) => pair.First.Id.Length > 0 ? pair.First.Id : $"cell {i + 1}"),
    ];

    private static string Execution(NotebookCell cell) => $"{cell.ExecutionCount} {CanonicalJson.Write(cell.Outputs)}";
}
