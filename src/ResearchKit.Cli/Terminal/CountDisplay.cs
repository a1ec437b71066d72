using System.Diagnostics;
using System.Globalization;
using Spectre.Console;

namespace ResearchKit.Cli.Terminal;

/// <summary>How far a long count has come: a bar with rate and time left on a terminal, a line now and then in a
/// log.</summary>
internal sealed class CountDisplay : IDisposable
{
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(10);
    private readonly string unit;
    private readonly int of;
    private readonly Stopwatch time = Stopwatch.StartNew();
    private readonly TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task? drawing;
    private ProgressTask? bar;
    private TimeSpan nextLine = BetweenLines;

    public CountDisplay(string unit, int of)
    {
        (this.unit, this.of) = (unit, of);
        if (!Messages.IsTerminal) return;
        var ready = new ManualResetEventSlim();
        drawing = Messages.ErrorConsole.Progress()
            .Columns(new ProgressBarColumn(), new TaskDescriptionColumn { Alignment = Justify.Left })
            .StartAsync(async context =>
            {
                bar = context.AddTask(unit, maxValue: Math.Max(1, of));
                ready.Set();
                await done.Task;
            });
        ready.Wait();
    }

    /// <param name="count">What is done, by earlier runs, too.</param>
    /// <param name="before">What earlier runs did: it says nothing about the rate.</param>
    public void Show(int count, int before)
    {
        if (bar is not null)
        {
            bar.Value = count;
            bar.Description = Markup.Escape(Text(count, before));
        }
        else if (time.Elapsed >= nextLine || count == before && before > 0 || count == of && nextLine > BetweenLines)
        {
            Console.Error.WriteLine(Text(count, before));
            nextLine = time.Elapsed + BetweenLines;
        }
    }

    public void Dispose()
    {
        done.TrySetResult();
        drawing?.GetAwaiter().GetResult();
    }

    private string Text(int count, int before)
    {
        var text = $"{count} of {of} {unit}";
        if (count == before) return before > 0 ? text + " were done before" : text;
        var rate = (count - before) / time.Elapsed.TotalSeconds;
        text += string.Create(CultureInfo.InvariantCulture, $", {rate:F1} per second");
        return count == of ? text : text + $", {Left(TimeSpan.FromSeconds((of - count) / rate))} left";
    }

    private static string Left(TimeSpan time) => time.TotalMinutes < 2
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:F0} s")
        : time.TotalHours < 2 ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes:F0} min")
        : string.Create(CultureInfo.InvariantCulture, $"{time.TotalHours:F1} h");
}
