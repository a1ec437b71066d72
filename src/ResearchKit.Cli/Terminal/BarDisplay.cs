using ResearchKit.Notebooks.Running;
using Spectre.Console;

namespace ResearchKit.Cli.Terminal;

/// <summary>One progress bar per notebook.</summary>
internal sealed class BarDisplay : IRunDisplay
{
    private readonly TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Dictionary<string, ProgressTask> bars = [];
    private readonly Task drawing;

    public BarDisplay(IEnumerable<string> notebooks)
    {
        var ready = new ManualResetEventSlim();
        drawing = Messages.ErrorConsole.Progress()
            .Columns(
                new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(),
                new ElapsedTimeColumn(),
                new SpinnerColumn())
            .StartAsync(async context =>
            {
                foreach (var notebook in notebooks)
                    bars[notebook] = context.AddTask(Markup.Escape(notebook), maxValue: 1);
                ready.Set();
                await done.Task;
            });
        ready.Wait();
    }

    public void Cell(string notebook, CellProgress progress)
    {
        var bar = bars[notebook];
        bar.MaxValue = progress.Of;
        bar.Value = progress.Elapsed is null ? progress.Cell - 1 : progress.Cell;
        bar.Description = Markup.Escape($"{notebook}  {progress.Cell}/{progress.Of} {progress.Id}");
    }

    public void Ended(string notebook, RunStatus status, TimeSpan elapsed)
    {
        var bar = bars[notebook];
        if (status == RunStatus.Completed) bar.Value = bar.MaxValue;
        else bar.Description = $"[red]{Markup.Escape(notebook)}  {status.ToString().ToLowerInvariant()}[/]";
        bar.StopTask();
    }

    public void Dispose()
    {
        done.TrySetResult();
        drawing.GetAwaiter().GetResult();
    }
}
