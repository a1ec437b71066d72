using ResearchKit.Figures;
using ResearchKit.Notebooks.Formatting;
using ResearchKit.Notebooks.Sessions;

namespace ResearchKit.Notebooks.Tests;

/// <summary>Keeps what a cell put out, for looking at.</summary>
internal sealed class RecordedOutput : ICellOutput
{
    public List<MimeBundle> Displays { get; } = [];

    public Dictionary<string, MimeBundle> Updates { get; } = [];

    public List<IArtifact> Artifacts { get; } = [];

    public string Stdout { get; private set; } = "";

    public string Stderr { get; private set; } = "";

    public MimeBundle? Value { get; private set; }

    public CellError? Failure { get; private set; }

    public string? Text => Value?.Data.GetValueOrDefault("text/plain");

    public void Stream(string name, string text)
    {
        if (name == "stdout") Stdout += text;
        else Stderr += text;
    }

    public void Display(string displayId, MimeBundle data) => Displays.Add(data);

    public void Update(string displayId, MimeBundle data) => Updates[displayId] = data;

    public void Result(MimeBundle data) => Value = data;

    public void Error(CellError error) => Failure = error;

    public void Artifact(IArtifact artifact) => Artifacts.Add(artifact);
}
