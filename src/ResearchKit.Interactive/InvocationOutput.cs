using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Events;
using Microsoft.DotNet.Interactive.Formatting;
using ResearchKit.Figures;
using ResearchKit.Notebooks.Formatting;
using ResearchKit.Notebooks.Sessions;

namespace ResearchKit.Interactive;

/// <summary>Shows what our own display functions show (<c>WithProgress</c>, <c>LivePlot</c> ...) in the cell of
/// .NET Interactive that calls them.</summary>
internal sealed class InvocationOutput(KernelInvocationContext context) : ICellOutput
{
    // What is displayed next, for whoever keeps files of it.
    private IArtifact? _artifact;

    /// <summary>Where the running cell's go; null if none runs.</summary>
    public static DisplayContext? Current() => KernelInvocationContext.Current is { } running
        ? new DisplayContext(new InvocationOutput(running), DisplayContext.CurrentFormatters,
            () => running.CancellationToken.IsCancellationRequested) : null;

    public void Stream(string name, string text) => (name == "stderr" ? Console.Error : Console.Out).Write(text);

    public void Display(string displayId, MimeBundle data)
    {
        context.Publish(new DisplayedValueProduced(_artifact, context.Command, Values(data), displayId));
        _artifact = null;
    }

    public void Update(string displayId, MimeBundle data) =>
        context.Publish(new DisplayedValueUpdated(null, displayId, context.Command, Values(data)));

    public void Result(MimeBundle data) =>
        context.Publish(new ReturnValueProduced(null, context.Command, Values(data)));

    public void Error(CellError error) => Console.Error.WriteLine(error.Message);

    public void Artifact(IArtifact artifact) => _artifact = artifact;

    private static FormattedValue[] Values(MimeBundle data) =>
        [.. data.Data.Select(form => new FormattedValue(form.Key, form.Value))];
}
