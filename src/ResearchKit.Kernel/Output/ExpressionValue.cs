using ResearchKit.Figures;
using ResearchKit.Notebooks.Formatting;
using ResearchKit.Notebooks.Sessions;

namespace ResearchKit.Kernel.Output;

/// <summary>Keeps the value of an expression that a client asks for beside a cell, and drops what it prints.</summary>
internal sealed class ExpressionValue : ICellOutput
{
    public MimeBundle? Data { get; private set; }

    public CellError? Failure { get; private set; }

    public void Stream(string name, string text)
    {
    }

    public void Display(string displayId, MimeBundle data)
    {
    }

    public void Update(string displayId, MimeBundle data)
    {
    }

    public void Result(MimeBundle data) => Data = data;

    public void Error(CellError error) => Failure = error;

    public void Artifact(IArtifact artifact)
    {
    }
}
