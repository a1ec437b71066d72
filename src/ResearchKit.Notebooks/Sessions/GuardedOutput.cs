using ResearchKit.Figures;
using ResearchKit.Notebooks.Formatting;

namespace ResearchKit.Notebooks.Sessions;

/// <summary>An output that can be closed to a cell that has been given up, whose thread runs on.</summary>
internal sealed class GuardedOutput(ICellOutput output) : ICellOutput
{
    private readonly Lock _gate = new();
    private bool _closed;

    /// <summary>From now on whatever the cell puts out stops it instead.</summary>
    public void Close()
    {
        lock (_gate) _closed = true;
    }

    public void Stream(string name, string text)
    {
        lock (_gate) Open().Stream(name, text);
    }

    public void Display(string displayId, MimeBundle data)
    {
        lock (_gate) Open().Display(displayId, data);
    }

    public void Update(string displayId, MimeBundle data)
    {
        lock (_gate) Open().Update(displayId, data);
    }

    public void Result(MimeBundle data)
    {
        lock (_gate) Open().Result(data);
    }

    public void Error(CellError error)
    {
        lock (_gate) Open().Error(error);
    }

    public void Artifact(IArtifact artifact)
    {
        lock (_gate) Open().Artifact(artifact);
    }

    public void Clear(bool wait)
    {
        lock (_gate) Open().Clear(wait);
    }

    /// <summary>Not guarded: it waits for the user, and an interrupt wakes it.</summary>
    public string? ReadLine(string prompt, bool password) => output.ReadLine(prompt, password);

    private ICellOutput Open() => _closed ? throw new OperationCanceledException() : output;
}
