using ResearchKit.Figures;
using ResearchKit.Notebooks.Formatting;

namespace ResearchKit.Notebooks.Sessions;

/// <summary>
/// Keeps an abort of the cell out of the output that it calls: a thread that is aborted while it holds a lock or has
/// half put something into a queue would leave the host unusable. Whoever aborts holds the gate.
/// </summary>
internal sealed class GuardedOutput(ICellOutput output, object gate) : ICellOutput
{
    private bool _closed;

    /// <summary>The cell has been given up: what it still puts out, for its thread runs on, stops it instead.</summary>
    public void Close()
    {
        lock (gate) _closed = true;
    }

    public void Stream(string name, string text)
    {
        lock (gate) Open().Stream(name, text);
    }

    public void Display(string displayId, MimeBundle data)
    {
        lock (gate) Open().Display(displayId, data);
    }

    public void Update(string displayId, MimeBundle data)
    {
        lock (gate) Open().Update(displayId, data);
    }

    public void Result(MimeBundle data)
    {
        lock (gate) Open().Result(data);
    }

    public void Error(CellError error)
    {
        lock (gate) Open().Error(error);
    }

    public void Artifact(IArtifact artifact)
    {
        lock (gate) Open().Artifact(artifact);
    }

    public void Clear(bool wait)
    {
        lock (gate) Open().Clear(wait);
    }

    /// <summary>Not guarded: it waits for the user, and an interrupt wakes it.</summary>
    public string? ReadLine(string prompt, bool password) => output.ReadLine(prompt, password);

    private ICellOutput Open() => _closed ? throw new OperationCanceledException() : output;
}
