using ResearchKit.Notebooks.Sessions;

namespace ResearchKit.Notebooks.Running;

/// <summary>How a notebook is run.</summary>
public sealed record RunOptions
{
    /// <summary>The folder in which the notebook stands: relative paths in it start there.</summary>
    public required string Directory { get; init; }

    /// <summary>Values for variables of the cell tagged <c>parameters</c>, as typed: <c>beta</c> to
    /// <c>0.2</c>.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    /// <summary>How long one cell may run; ten minutes unless set.</summary>
    public TimeSpan CellTimeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Folders whose names must not reach an output, with what is written instead. Empty for a user's notebook: what a
    /// cell prints is the user's.
    /// </summary>
    public IReadOnlyList<(string Folder, string Replacement)> PrivateFolders { get; init; } = [];

    /// <summary>Makes the session that runs the cells; our own unless set.</summary>
    public Func<INotebookSession>? Session { get; init; }

    /// <summary>Told when a cell starts and when it has ended; called on the runner's thread.</summary>
    public Action<CellProgress>? Progress { get; init; }

    /// <summary>Told of every output when it is made, so that it outlives a process that a cell ends.</summary>
    public Action<LiveOutput>? Output { get; init; }

    /// <summary>Told the name and the text of every file of a result when it is made.</summary>
    public Action<string, string>? File { get; init; }
}
