using System.Text.Json.Nodes;
using ResearchKit.Notebooks.Documents;

namespace ResearchKit.Notebooks.Running;

/// <summary>
/// A notebook that fills with the outputs of a run in another process: what is left if that process ends before it can
/// hand over the notebook itself.
/// </summary>
public sealed class PartialNotebook
{
    private readonly Dictionary<string, JsonObject> _displays = [];
    private NotebookCell? _cell;

    /// <summary>Starts with a copy of a notebook, without outputs.</summary>
    public PartialNotebook(NotebookDocument notebook)
    {
        Notebook = notebook.Clone();
        NotebookRunner.Clear(Notebook, parameters: false);
    }

    /// <summary>The notebook with what has been told so far.</summary>
    public NotebookDocument Notebook { get; }

    /// <summary>Takes what the run tells.</summary>
    public void Add(LiveOutput told)
    {
        if (told.Position is { } position) Start(position, told);
        if (told.Output is not { } output || _cell is null) return;
        if (told.DisplayId is { } id)
        {
            if (_displays.TryGetValue(id, out var shown))
            {
                shown["data"] = output["data"]?.DeepClone();
                return;
            }
            _displays[id] = output;
        }
        if ((string?)output["output_type"] == "stream" && _cell.Outputs is [.., JsonObject last]
            && (string?)last["output_type"] == "stream"
            && (string?)last["name"] == (string?)output["name"])
        {
            foreach (var line in output["text"]!.AsArray()) Append(last["text"]!.AsArray(), line!.GetValue<string>());
        }
        else _cell.Outputs.Add((JsonNode)output);
    }

    private void Start(int position, LiveOutput told)
    {
        if (told.Inserted is { } inserted) Notebook.Insert(position, new NotebookCell(inserted));
        if (position >= Notebook.Cells.Count) return;
        _cell = Notebook.Cells[position];
        _cell.SetExecution([], told.Count);
    }

    // A line may be written in several pieces.
    private static void Append(JsonArray lines, string text)
    {
        if (lines is [.., JsonValue last] && last.GetValue<string>() is var before && !before.EndsWith('\n'))
            lines[^1] = before + text;
        else lines.Add((JsonNode)text);
    }
}
