using System.Diagnostics;
using System.Globalization;
using Spectre.Console;

namespace ResearchKit.Cli.Terminal;

/// <summary>How far a long count has come: a bar with rate and time left on a terminal, a line now and then in a
/// log.</summary>
internal sealed class CountDisplay : IDisposable
{
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(10);
    private readonly string _unit;
    private readonly int _of;
    private readonly Stopwatch _time = Stopwatch.StartNew();
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task? _drawing;
    private ProgressTask? _bar;
    private TimeSpan _nextLine = BetweenLines;

    public CountDisplay(string unit, int of)
    {
        (_unit, _of) = (unit, of);
        if (!Messages.IsTerminal) return;
        var ready = new ManualResetEventSlim();
        _drawing = Messages.ErrorConsole.Progress()
            .Columns(new ProgressBarColumn(), new TaskDescriptionColumn { Alignment = Justify.Left })
            .StartAsync(async context =>
            {
                _bar = context.AddTask(unit, maxValue: Math.Max(1, of));
                ready.Set();
                await _done.Task;
            });
        ready.Wait();
    }

    /// <param name="count">What is done, by earlier runs, too.</param>
    /// <param name="before">What earlier runs did: it says nothing about the rate.</param>
    public void Show(int count, int before)
    {
        if (_bar is not null)
        {
            _bar.Value = count;
            _bar.Description = Markup.Escape(Text(count, before));
        }
        else if (_time.Elapsed >= _nextLine || count == before && before > 0 || count == _of
        && _nextLine > BetweenLines)
        {
            Console.Error.WriteLine(Text(count, before));
            _nextLine = _time.Elapsed + BetweenLines;
        }
    }

    /// <summary>A line above the bar.</summary>
    public void Note(string message)
    {
        if (_bar is not null) Messages.ErrorConsole.WriteLine($"note: {message}");
        else Messages.Note(message);
    }

    public void Dispose()
    {
        _done.TrySetResult();
        _drawing?.GetAwaiter().GetResult();
    }

    private string Text(int count, int before)
    {
        var text = $"{count} of {_of} {_unit}";
        if (count == before) return before > 0 ? text + " were done before" : text;
        var rate = (count - before) / _time.Elapsed.TotalSeconds;
        text += rate >= 0.5 ? string.Create(CultureInfo.InvariantCulture, $", {rate:F1} per second")
            : string.Create(CultureInfo.InvariantCulture, $", {1 / rate:F0} s each");
        return count == _of ? text : text + $", {Left(TimeSpan.FromSeconds((_of - count) / rate))} left";
    }

    private static string Left(TimeSpan time) => time.TotalMinutes < 2
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:F0} s")
        : time.TotalHours < 2 ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes:F0} min")
        : string.Create(CultureInfo.InvariantCulture, $"{time.TotalHours:F1} h");
}
