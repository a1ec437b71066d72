using ResearchKit.Notebooks.Documents;
using ResearchKit.Notebooks.Sessions;

namespace ResearchKit.Notebooks.Running;

/// <summary>How a run ended.</summary>
public enum RunStatus
{
    /// <summary>All cells ran.</summary>
    Completed,

    /// <summary>A cell failed, and the rest was not run.</summary>
    Failed,

    /// <summary>A cell ran longer than it may, and the rest was not run.</summary>
    TimedOut,

    /// <summary>The run was canceled; what was done is kept.</summary>
    Canceled,
}

/// <summary>What a run leaves.</summary>
/// <param name="Status">How it ended.</param>
/// <param name="Notebook">The executed notebook; after a failure, with the outputs up to there.</param>
/// <param name="Files">The files of the displayed artifacts, name to text, sorted.</param>
/// <param name="Error">Why it failed, or null.</param>
/// <param name="Cell">The cell in which it ended early: <c>cell 3 (scenarios)</c>; null if completed.</param>
public sealed record RunResult(
    RunStatus Status, NotebookDocument Notebook, IReadOnlyDictionary<string, string> Files, CellError? Error,
    string? Cell);
