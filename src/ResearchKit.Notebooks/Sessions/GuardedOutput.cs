using ResearchKit.Figures;
using ResearchKit.Notebooks.Formatting;

namespace ResearchKit.Notebooks.Sessions;

/// <summary>
/// Keeps an abort of the cell out of the output that it calls: a thread that is aborted while it holds a lock or has
/// half put something into a queue would leave the host unusable. Whoever aborts holds the gate.
/// </summary>
internal sealed class GuardedOutput(ICellOutput output, object gate) : ICellOutput
{
    public void Stream(string name, string text)
    {
        lock (gate) output.Stream(name, text);
    }

    public void Display(string displayId, MimeBundle data)
    {
        lock (gate) output.Display(displayId, data);
    }

    public void Update(string displayId, MimeBundle data)
    {
        lock (gate) output.Update(displayId, data);
    }

    public void Result(MimeBundle data)
    {
        lock (gate) output.Result(data);
    }

    public void Error(CellError error)
    {
        lock (gate) output.Error(error);
    }

    public void Artifact(IArtifact artifact)
    {
        lock (gate) output.Artifact(artifact);
    }

    public void Clear(bool wait)
    {
        lock (gate) output.Clear(wait);
    }

    /// <summary>Not guarded: it waits for the user, and an interrupt wakes it.</summary>
    public string? ReadLine(string prompt, bool password) => output.ReadLine(prompt, password);
}
