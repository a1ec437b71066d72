using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.CSharp;
using Microsoft.DotNet.Interactive.Events;
using ResearchKit.Figures;
using ResearchKit.Notebooks.Formatting;
using ResearchKit.Notebooks.Sessions;

namespace ResearchKit.Interactive;

/// <summary>
/// A session of .NET Interactive's C# kernel in this process, with our extension and the host's assemblies. A cell
/// that does not look at its cancellation cannot be stopped there: it is left running.
/// </summary>
public sealed class InteractiveSession : INotebookSession
{
    private readonly CSharpKernel _kernel = new();

    /// <summary>A fresh kernel.</summary>
    public InteractiveSession()
    {
        ResearchKitExtension.Load(_kernel);
        _kernel.AddAssemblyReferences(HostReferences.Files);
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, SessionVariable> Variables =>
        new SortedDictionary<string, SessionVariable>(
            (_kernel.ScriptState?.Variables ?? []).GroupBy(variable => variable.Name).ToDictionary(
                group => group.Key,
                group => new SessionVariable(group.Key, group.Last().Type, group.Last().Value)),
            StringComparer.Ordinal);

    /// <inheritdoc/>
    public CellStatus Execute(
        string source, string label, ICellOutput output, CancellationToken interrupt = default,
        string language = "csharp")
    {
        if (language != "csharp")
        {
            var message = $"a cell in {language} runs in the session of ResearchKit alone ({label})";
            output.Error(new CellError("Language", message, [message]));
            return CellStatus.Failed;
        }

        using var events = _kernel.KernelEvents.Subscribe(new Receiver(output, label));
        var running = _kernel.SendAsync(new SubmitCode(HostReferences.WithoutReferences(source)), interrupt);
        try
        {
            running.Wait(interrupt);
        }
        catch (Exception) when (interrupt.IsCancellationRequested)
        {
            // Its task is canceled at once, whether the cell listens or not.
            return CellStatus.Stuck;
        }

        return running.Result.Events.OfType<CommandFailed>().Any() ? CellStatus.Failed : CellStatus.Ok;
    }

    /// <summary>Hands the kernel's events to the output of the running cell.</summary>
    private sealed class Receiver(ICellOutput output, string label) : IObserver<KernelEvent>
    {
        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }

        public void OnNext(KernelEvent value)
        {
            switch (value)
            {
                case StandardOutputValueProduced text:
                    output.Stream("stdout", TextOf(text));
                    break;
                case StandardErrorValueProduced text:
                    output.Stream("stderr", TextOf(text));
                    break;
                case ReturnValueProduced result:
                    Collect(result);
                    output.Result(Bundle(result));
                    break;
                case DisplayedValueProduced display:
                    Collect(display);
                    output.Display(display.ValueId, Bundle(display));
                    break;
                case DisplayedValueUpdated display:
                    output.Update(display.ValueId, Bundle(display));
                    break;
                case CommandFailed failed:
                    output.Error(Error(failed));
                    break;
            }
        }

        private void Collect(DisplayEvent display)
        {
            if (display.Value is not null && PackageDisplays.Of(display.Value) is IArtifact artifact)
                output.Artifact(artifact);
        }

        private CellError Error(CommandFailed failed)
        {
            var said = failed.Exception?.Message ?? failed.Message;
            var message = $"{said.Trim().Split('\n')[0].TrimEnd()} ({label})";
            return new CellError(failed.Exception?.GetType().Name ?? "Error", message, [message]);
        }

        private static string TextOf(DisplayEvent display) =>
            string.Concat(display.FormattedValues.Select(value => value.Value));

        private static MimeBundle Bundle(DisplayEvent display) => new(display.FormattedValues
            .Select(value => KeyValuePair.Create(value.MimeType, value.Value)));
    }
}
