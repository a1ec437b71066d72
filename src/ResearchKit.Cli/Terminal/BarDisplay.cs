using ResearchKit.Notebooks.Running;
using Spectre.Console;

namespace ResearchKit.Cli.Terminal;

/// <summary>One progress bar per notebook.</summary>
internal sealed class BarDisplay : IRunDisplay
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Dictionary<string, ProgressTask> _bars = [];
    private readonly Task _drawing;

    public BarDisplay(IEnumerable<string> notebooks)
    {
        var ready = new ManualResetEventSlim();
        _drawing = Messages.ErrorConsole.Progress()
            .Columns(
                new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(),
                new ElapsedTimeColumn(),
                new SpinnerColumn())
            .StartAsync(async context =>
            {
                foreach (var notebook in notebooks)
                    _bars[notebook] = context.AddTask(Markup.Escape(notebook), maxValue: 1);
                ready.Set();
                await _done.Task;
            });
        ready.Wait();
    }

    public void Cell(string notebook, CellProgress progress)
    {
        var bar = _bars[notebook];
        bar.MaxValue = progress.Of;
        bar.Value = progress.Elapsed is null ? progress.Cell - 1 : progress.Cell;
        bar.Description = Markup.Escape($"{notebook}  {progress.Cell}/{progress.Of} {progress.Id}");
    }

    // The console writes it above the bars.
    public void Figure(string path) => Messages.ErrorConsole.WriteLine($"figure: {path}");

    public void Ended(string notebook, RunStatus status, TimeSpan elapsed)
    {
        var bar = _bars[notebook];
        if (status == RunStatus.Completed) bar.Value = bar.MaxValue;
        else bar.Description = $"[red]{Markup.Escape(notebook)}  {status.ToString().ToLowerInvariant()}[/]";
        bar.StopTask();
    }

    public void Dispose()
    {
        _done.TrySetResult();
        _drawing.GetAwaiter().GetResult();
    }
}
