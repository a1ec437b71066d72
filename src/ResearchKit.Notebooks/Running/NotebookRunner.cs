using System.Diagnostics;
using ResearchKit.Notebooks.Documents;
using ResearchKit.Notebooks.Sessions;

namespace ResearchKit.Notebooks.Running;

/// <summary>
/// Runs a notebook from top to bottom in a fresh session. The outputs are the same bytes on every run that computes
/// the same values: counts are sequential, there are no times or addresses, and no paths of the machine that
/// <see cref="RunOptions.PrivateFolders"/> names.
/// </summary>
/// <remarks>The process's current directory is the notebook's folder while it runs: one run per process at a
/// time.</remarks>
public sealed class NotebookRunner
{
    private const string RaisesException = "raises-exception";
    private const string SkipExecution = "skip-execution";

    private readonly RunOptions _options;
    private readonly NotebookDocument _notebook;
    private readonly INotebookSession _session;
    private readonly ArtifactCollector _artifacts;
    private readonly Dictionary<string, CellRecorder.Entry> _displays = [];
    private readonly List<(NotebookCell Cell, CellRecorder Recorder, int Count)> _executed = [];

    private NotebookRunner(NotebookDocument source, string name, RunOptions options)
    {
        _options = options;
        _notebook = source.Clone();
        _session = options.Session?.Invoke()
            ?? new CSharpSession(new SessionOptions(options.Directory, ShowTimes: false));
        _artifacts = new ArtifactCollector(name, options.File);
    }

    /// <summary>Runs a copy of <paramref name="notebook"/>, which itself stays as it is.</summary>
    /// <param name="notebook">What to run.</param>
    /// <param name="name">Its file name without extension, as provenance records it.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellation">Stops the running cell; what was done until then is in the result.</param>
    /// <exception cref="NotebookException">
    /// The notebook is in another language, or a parameter is unknown or malformed. A failing cell is no exception:
    /// see <see cref="RunResult.Status"/>.
    /// </exception>
    public static RunResult Run(NotebookDocument notebook, string name, RunOptions options,
        CancellationToken cancellation = default)
    {
        Check(notebook, name, options.Parameters);
        var folder = Directory.GetCurrentDirectory();
        Directory.SetCurrentDirectory(options.Directory);
        try
        {
            return new NotebookRunner(notebook, name, options).Run(cancellation);
        }
        finally
        {
            Directory.SetCurrentDirectory(folder);
        }
    }

    /// <summary>Makes sure of what can be known before a cell runs: the language, and the names of the
    /// parameters.</summary>
    /// <exception cref="NotebookException">The notebook is in another language, or has no such parameter.</exception>
    public static void Check(NotebookDocument notebook, string name, IReadOnlyDictionary<string, string> parameters)
    {
        if (notebook.Language != "csharp")
            throw new NotebookException($"{name} is a notebook in {notebook.Language}, and only C# runs here");
        NotebookParameters.Check(notebook, name, parameters);
    }

    /// <summary>The parameters that a notebook has: the variables of its cells tagged <c>parameters</c>, in
    /// order.</summary>
    public static IReadOnlyList<string> ParameterNames(NotebookDocument notebook) =>
        NotebookParameters.Declared(notebook);

    private RunResult Run(CancellationToken cancellation)
    {
        Clear(_notebook, _options.Parameters.Count > 0);
        for (var i = 0; i < _notebook.Cells.Count; i++)
        {
            var cell = _notebook.Cells[i];
            if (cell.Kind != CellKind.Code || cell.Tags.Contains(SkipExecution)) continue;
            if (RunCell(cell, i, false, cancellation) is { } early) return early;
            if (!NotebookParameters.IsParameterCell(cell)) continue;
            if (_options.Parameters.Count > 0 && IsLastParameterCell(i))
            {
                var injected = NotebookParameters.Injected(_options.Parameters, _notebook, _session.Variables);
                _notebook.Insert(i + 1, injected);
                if (RunCell(injected, i + 1, true, cancellation) is { } failed) return failed;
                i++;
            }

            _artifacts.Parameters = NotebookParameters.Values(_notebook, _session.Variables);
        }

        return Finish(RunStatus.Completed, null, null);
    }

    /// <summary>Removes what earlier executions left.</summary>
    internal static void Clear(NotebookDocument notebook, bool parameters)
    {
        for (var i = notebook.Cells.Count - 1; i >= 0; i--)
        {
            var cell = notebook.Cells[i];
            if (parameters && cell.Tags.Contains(NotebookParameters.InjectedTag)) notebook.RemoveAt(i);
            else if (cell.Kind == CellKind.Code && !cell.Tags.Contains(SkipExecution)) cell.SetExecution([], null);
        }
    }

    /// <summary>Null to go on, else the result of a run that ends here.</summary>
    private RunResult? RunCell(NotebookCell cell, int position, bool inserted, CancellationToken cancellation)
    {
        var count = _executed.Count + 1;
        var id = cell.Id.Length > 0 ? cell.Id : $"cell-{count}";
        var label = $"cell {count}";
        var shown = cell.Id.Length > 0 ? $"{label} ({cell.Id})" : label;
        if (cancellation.IsCancellationRequested) return Finish(RunStatus.Canceled, null, shown);

        var recorder = new CellRecorder(artifact => _artifacts.Add(artifact, id), _displays, count, _options.Output);
        _executed.Add((cell, recorder, count));
        _options.Output?.Invoke(
            new(null)
            {
                Position = position, Count = count, Inserted = inserted ? cell.Json.DeepClone().AsObject()
                : null
            });
        var of = _notebook.Cells.Count(c => c.Kind == CellKind.Code && !c.Tags.Contains(SkipExecution));
        _options.Progress?.Invoke(new CellProgress(count, of, id, null));
        var start = Stopwatch.GetTimestamp();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(_options.CellTimeout);
        var status = _session.Execute(cell.Source, label, recorder, limit.Token, cell.Language ?? "csharp");
        _options.Progress?.Invoke(new CellProgress(count, of, id, Stopwatch.GetElapsedTime(start)));

        switch (status)
        {
            case CellStatus.Ok:
                return null;
            case CellStatus.Failed when cell.Tags.Contains(RaisesException):
                recorder.KeepStableError();
                return null;
            case CellStatus.Failed:
                return Finish(RunStatus.Failed, recorder.Failure, shown);
        }

        if (cancellation.IsCancellationRequested) return Finish(RunStatus.Canceled, null, shown);
        var seconds = _options.CellTimeout.TotalSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var message = $"the cell ran longer than {seconds} s and was stopped ({label})";
        recorder.Error(
            new CellError("TimeLimit", message, [message, "Give it more time, or less to do."]));
        return Finish(RunStatus.TimedOut, recorder.Failure, shown);
    }

    private bool IsLastParameterCell(int index) =>
        !_notebook.Cells.Skip(index + 1).Any(NotebookParameters.IsParameterCell);

    private RunResult Finish(RunStatus status, CellError? error, string? cell)
    {
        // Only now: a cell can replace what an earlier one has displayed.
        var scrubber = new PathScrubber(_options.PrivateFolders);
        foreach (var (executedCell, recorder, count) in _executed) executedCell.SetExecution(recorder.ToJson(scrubber),
            count);
        var shown = error is null
            ? null
            : error with
            {
                Message = scrubber.Clean(error.Message),
                Traceback = [.. error.Traceback.Select(scrubber.Clean)]
            };
        return new RunResult(status, _notebook, _artifacts.Files, shown, cell);
    }
}
