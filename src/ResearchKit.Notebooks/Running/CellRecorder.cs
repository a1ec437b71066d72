using System.Text;
using System.Text.Json.Nodes;
using ResearchKit.Figures;
using ResearchKit.Notebooks.Documents;
using ResearchKit.Notebooks.Formatting;
using ResearchKit.Notebooks.Sessions;

namespace ResearchKit.Notebooks.Running;

/// <summary>Keeps what one cell puts out, as nbformat stores it.</summary>
/// <param name="artifacts">Receives the results that become files.</param>
/// <param name="displays">The displayed values of the whole run, so that a later cell can replace one.</param>
/// <param name="count">The cell's execution count.</param>
/// <param name="told">Told of every output at once, or null.</param>
internal sealed class CellRecorder(
    Action<IArtifact> artifacts, Dictionary<string, CellRecorder.Entry> displays, int count, Action<LiveOutput>? told)
    : ICellOutput
{
    private const int StreamLimit = 1_000_000;
    private const string LeftOut = "… (the rest of the output is left out)\n";
    private readonly List<Entry> _entries = [];
    private int _streamed;
    private char _lastStreamed = '\n';

    /// <summary>The error that ended the cell, or null.</summary>
    public CellError? Failure { get; private set; }

    public void Stream(string name, string text)
    {
        lock (displays)
        {
            if (_streamed > StreamLimit) return;
            var room = StreamLimit - _streamed;
            _streamed = (int)Math.Min(StreamLimit + 1L, (long)_streamed + text.Length);
            if (text.Length > room)
            {
                if (room > 0 && char.IsHighSurrogate(text[room - 1])) room--; // half a character is no text
                var kept = text[..room];
                text = kept + ((kept.Length > 0 ? kept[^1] : _lastStreamed) == '\n' ? "" : "\n") + LeftOut;
            }
            if (text.Length > 0) _lastStreamed = text[^1];
            if (_entries is [.., { Stream: { } last } open] && last == name) open.Text.Append(text);
            else _entries.Add(new Entry { Stream = name, Text = new StringBuilder(text) });
            Tell(new Entry { Stream = name, Text = new StringBuilder(text) });
        }
    }

    public void Display(string displayId, MimeBundle data)
    {
        lock (displays)
        {
            var entry = new Entry { Bundle = data };
            _entries.Add(entry);
            displays[displayId] = entry;
            Tell(entry, displayId);
        }
    }

    public void Update(string displayId, MimeBundle data)
    {
        lock (displays)
        {
            if (!displays.TryGetValue(displayId, out var entry)) return;
            entry.Bundle = data;
            Tell(entry, displayId);
        }
    }

    public void Result(MimeBundle data)
    {
        lock (displays)
        {
            var entry = new Entry { Bundle = data, IsResult = true };
            _entries.Add(entry);
            Tell(entry);
        }
    }

    public void Error(CellError error)
    {
        lock (displays)
        {
            var entry = new Entry { Failure = error };
            _entries.Add(entry);
            Failure = error;
            Tell(entry);
        }
    }

    /// <summary>At once, also if the front end may wait: only what stays is kept.</summary>
    public void Clear(bool wait)
    {
        lock (displays) _entries.Clear();
    }

    public void Artifact(IArtifact artifact) => artifacts(artifact);

    /// <summary>
    /// Shortens the traceback of an expected error to its first line: which library calls stand in the rest depends
    /// on what the JIT has inlined by then.
    /// </summary>
    public void KeepStableError()
    {
        lock (displays)
        {
            foreach (var entry in _entries.Where(e => e.Failure is { Name: not "CompilationError" }))
                entry.Failure = entry.Failure! with { Traceback = [.. entry.Failure.Traceback.Take(1)] };
        }
    }

    /// <summary>The outputs of the cell, keys in Jupyter's order.</summary>
    public JsonArray ToJson(PathScrubber scrubber)
    {
        lock (displays) return new JsonArray([.. _entries.Select(e => (JsonNode)e.ToJson(count, scrubber))]);
    }

    private void Tell(Entry entry, string? displayId = null) =>
        told?.Invoke(new(entry.ToJson(count, PathScrubber.None), displayId));

    /// <summary>One output.</summary>
    internal sealed class Entry
    {
        public string? Stream { get; init; }

        public StringBuilder Text { get; init; } = new();

        public CellError? Failure { get; set; }

        public bool IsResult { get; init; }

        public MimeBundle Bundle { get; set; } = new();

        public JsonObject ToJson(int executionCount, PathScrubber scrubber)
        {
            if (Stream is not null)
            {
                return new JsonObject
                {
                    ["name"] = Stream,
                    ["output_type"] = "stream",
                    ["text"] = MultilineText.ToLines(scrubber.Clean(Text.ToString())),
                };
            }

            if (Failure is not null)
            {
                return new JsonObject
                {
                    ["ename"] = Failure.Name,
                    ["evalue"] = scrubber.Clean(Failure.Message),
                    ["output_type"] = "error",
                    ["traceback"] =
                    new JsonArray([.. Failure.Traceback.Select(line => (JsonNode)scrubber.Clean(line))]),
                };
            }

            var data = new MimeBundle(Bundle.Data.Select(d => KeyValuePair.Create(
                d.Key, d.Key.StartsWith("text/", StringComparison.Ordinal) ? scrubber.Clean(d.Value) : d.Value)));
            var json = new JsonObject { ["data"] = data.ToJson() };
            if (IsResult) json["execution_count"] = executionCount;
            json["metadata"] = new JsonObject();
            json["output_type"] = IsResult ? "execute_result" : "display_data";
            return json;
        }
    }
}
