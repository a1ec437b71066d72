using System.Text.Json.Nodes;
using ResearchKit.Notebooks.Documents;
using ResearchKit.Notebooks.Exporting;
using ResearchKit.Notebooks.Running;
using ResearchKit.Notebooks.Sessions;

namespace ResearchKit.Notebooks.Watching;

/// <summary>
/// A notebook that is run again from the first cell that an edit has changed; what stands above keeps its state and
/// its outputs. The file itself is never written: an editor has it open.
/// </summary>
public sealed class LiveNotebook
{
    private readonly Lock _gate = new();
    private readonly CSharpSession _session;
    private readonly PathScrubber _scrubber;
    private readonly Dictionary<string, CellRecorder.Entry> _displays = [];
    private readonly List<string> _ran = [];
    private List<LiveCell> _cells = [];
    private string _language = "csharp";
    private long _version;

    /// <param name="folder">The notebook's folder: relative paths of its cells start there.</param>
    public LiveNotebook(string folder)
    {
        _session = new CSharpSession(new SessionOptions(folder));
        _scrubber = new PathScrubber([(folder, ".")]);
    }

    /// <summary>How many cells there are.</summary>
    public int Count
    {
        get
        {
            lock (_gate) return _cells.Count;
        }
    }

    /// <summary>The cells that have changed since a version, as HTML, and the version that they bring about.</summary>
    public (long Version, IReadOnlyList<(int Index, string Html)> Changed) Since(long known)
    {
        lock (_gate)
        {
            var changed = _cells.Index().Where(cell => cell.Item.Version > known)
                .Select(cell => (cell.Index, Html(cell.Item))).ToList();
            return (_version, changed);
        }
    }

    /// <summary>
    /// Shows the notebook and runs it from the first changed cell on, until a cell fails.
    /// </summary>
    /// <param name="notebook">The notebook as it is in the file now.</param>
    /// <param name="interrupt">Stops the running cell, for instance since the file has changed again.</param>
    public void Run(NotebookDocument notebook, CancellationToken interrupt)
    {
        var kept = Show(notebook);
        _ran.RemoveRange(kept, _ran.Count - kept);
        foreach (var cell in _cells.Where(cell => cell.Cell.Kind == CellKind.Code).Skip(kept).ToList())
        {
            var recorder = new CellRecorder(_ => { }, _displays, _ran.Count + 1, told: null);
            Mark(cell, "running", recorder);
            var output = new ReportingOutput(recorder, () => Touch(cell));
            var status =
                _session.Execute(cell.Cell.Source, $"cell {_ran.Count + 1}", output, interrupt, cell.Cell.Language
                    ?? _language);
            Mark(cell, status == CellStatus.Ok ? "" : status == CellStatus.Failed ? "failed" : "stopped", recorder);
            if (status != CellStatus.Ok) return;
            _ran.Add(cell.Cell.Source);
        }
    }

    /// <summary>Takes the cells over; returns how many code cells are as they were run.</summary>
    private int Show(NotebookDocument notebook)
    {
        lock (_gate)
        {
            _language = notebook.Language;
            var code = notebook.Cells.Where(cell => cell.Kind == CellKind.Code).ToList();
            var kept = code.Zip(_ran).TakeWhile(pair => pair.First.Source == pair.Second).Count();
            var before = _cells.Where(cell => cell.Cell.Kind == CellKind.Code).ToList();
            var at = 0;
            _version++;
            _cells = [.. notebook.Cells.Select(cell =>
            {
                var number = cell.Kind == CellKind.Code ? at++ : -1;
                var same = number >= 0 && number < kept ? before[number] : null;
                return new LiveCell(cell) { Recorder = same?.Recorder, State = number < kept ? ""
                    : "waiting", Version = _version };
            })];
            return kept;
        }
    }

    private void Mark(LiveCell cell, string state, CellRecorder recorder)
    {
        lock (_gate) (cell.State, cell.Recorder) = (state, recorder);
        Touch(cell);
    }

    private void Touch(LiveCell cell)
    {
        lock (_gate)
        {
            cell.Version = ++_version;
            // A display of an earlier cell may be what was updated.
            foreach (var earlier in _cells.TakeWhile(other => other != cell).Where(other => other.Recorder is not null))
                earlier.Version = _version;
        }
    }

    private string Html(LiveCell cell)
    {
        if (cell.Recorder is { } recorder) cell.Cell.Json["outputs"] = recorder.ToJson(_scrubber);
        else if (cell.Cell.Kind == CellKind.Code) cell.Cell.Json["outputs"] = new JsonArray();
        var state = cell.State.Length > 0 ? $"<p class=\"state\">{cell.State}</p>\n" : "";
        return HtmlExport.Cell(cell.Cell, _language) + state;
    }

    private sealed class LiveCell(NotebookCell cell)
    {
        public NotebookCell Cell => cell;

        public CellRecorder? Recorder { get; set; }

        public string State { get; set; } = "";

        public long Version { get; set; }
    }
}
