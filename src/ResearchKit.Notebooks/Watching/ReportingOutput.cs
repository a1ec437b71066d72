using ResearchKit.Figures;
using ResearchKit.Notebooks.Formatting;
using ResearchKit.Notebooks.Sessions;

namespace ResearchKit.Notebooks.Watching;

/// <summary>Passes outputs on and tells that there are new ones.</summary>
internal sealed class ReportingOutput(ICellOutput output, Action changed) : ICellOutput
{
    public void Stream(string name, string text) => Then(() => output.Stream(name, text));

    public void Display(string displayId, MimeBundle data) => Then(() => output.Display(displayId, data));

    public void Update(string displayId, MimeBundle data) => Then(() => output.Update(displayId, data));

    public void Result(MimeBundle data) => Then(() => output.Result(data));

    public void Error(CellError error) => Then(() => output.Error(error));

    public void Artifact(IArtifact artifact) => output.Artifact(artifact);

    public void Clear(bool wait) => Then(() => output.Clear(wait));

    private void Then(Action put)
    {
        put();
        changed();
    }
}
