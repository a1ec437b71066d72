using System.Text.Json.Nodes;
using ResearchKit.Figures;
using ResearchKit.Kernel.Wire;
using ResearchKit.Notebooks.Formatting;
using ResearchKit.Notebooks.Sessions;

namespace ResearchKit.Kernel.Output;

/// <summary>Sends what a cell puts out to the clients, as answers to the request that ran it.</summary>
/// <param name="request">The <c>execute_request</c>.</param>
/// <param name="count">The execution count that results carry.</param>
/// <param name="silent">Whether nothing is to be shown.</param>
/// <param name="publisher">The way to the clients.</param>
/// <param name="questions">The way to the user; null if the client does not allow questions.</param>
internal sealed class CellOutput(Message request, int count, bool silent, Publisher publisher, Questions? questions)
    : ICellOutput, IDisposable
{
    private StreamBuffer? _stream;

    /// <summary>Why the cell failed, or null.</summary>
    public CellError? Failure { get; private set; }

    private StreamBuffer Streams =>
        LazyInitializer.EnsureInitialized(ref _stream, () => new StreamBuffer((name, text) =>
        publisher.Publish("stream", new JsonObject { ["name"] = name, ["text"] = text }, request.Header)));

    public void Stream(string name, string text)
    {
        if (!silent) Streams.Write(name, text);
    }

    public void Display(string displayId, MimeBundle data) => Publish("display_data", Shown(data, displayId));

    public void Update(string displayId, MimeBundle data) => Publish("update_display_data", Shown(data, displayId));

    public void Result(MimeBundle data) => Publish("execute_result", new JsonObject
    {
        ["execution_count"] = count,
        ["data"] = data.ToMessage(),
        ["metadata"] = new JsonObject(),
    });

    public void Error(CellError error)
    {
        Failure = error;
        Publish("error", ErrorContent(error));
    }

    public void Artifact(IArtifact artifact)
    {
        // Files are written by a headless run; here the figure is on the screen.
    }

    public void Clear(bool wait) => Publish("clear_output", new JsonObject { ["wait"] = wait });

    public string? ReadLine(string prompt, bool password)
    {
        Streams.Flush();
        return questions is null
            ? throw new NotSupportedException(
                "this front end does not let a cell ask questions: make the value a parameter (a cell tagged " +
                "`parameters`)")
            : questions.Ask(request, prompt, password);
    }

    /// <summary>Sends what is still held back; a task that outlives the cell may go on writing.</summary>
    public void Dispose() => _stream?.Dispose();

    /// <summary>The fields of an error, for the output and for the reply.</summary>
    public static JsonObject ErrorContent(CellError error) => new()
    {
        ["ename"] = error.Name,
        ["evalue"] = error.Message,
        ["traceback"] = new JsonArray([.. error.Traceback.Select(line => (JsonNode)line)]),
    };

    private static JsonObject Shown(MimeBundle data, string displayId) => new()
    {
        ["data"] = data.ToMessage(),
        ["metadata"] = new JsonObject(),
        ["transient"] = new JsonObject { ["display_id"] = displayId },
    };

    private void Publish(string type, JsonObject content)
    {
        if (silent) return;
        Streams.Flush(() => publisher.Publish(type, content, request.Header));
    }
}
