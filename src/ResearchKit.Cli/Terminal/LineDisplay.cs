using System.Globalization;
using ResearchKit.Notebooks.Running;

namespace ResearchKit.Cli.Terminal;

/// <summary>Plain lines for a log: starts, ends, and the cells worth knowing about because they take long.</summary>
internal sealed class LineDisplay : IRunDisplay
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(2);

    public void Cell(string notebook, CellProgress progress)
    {
        if (progress is { Cell: 1, Elapsed: null }) Console.Error.WriteLine($"{notebook}: {progress.Of} cells");
        if (progress.Elapsed is { } elapsed && elapsed >= Long)
            Console.Error.WriteLine(
                $"{notebook}: cell {progress.Cell}/{progress.Of} ({progress.Id}) {Seconds(elapsed)}");
    }

    public void Figure(string path) => Console.Error.WriteLine($"figure: {path}");

    public void Ended(string notebook, RunStatus status, TimeSpan elapsed) =>
        Console.Error.WriteLine($"{notebook}: {status.ToString().ToLowerInvariant()} after {Seconds(elapsed)}");

    public void Dispose()
    {
    }

    private static string Seconds(TimeSpan time) =>
        time.TotalSeconds.ToString("F1", CultureInfo.InvariantCulture) + " s";
}
