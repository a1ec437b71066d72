using System.Text.Json;
using ResearchKit.Cli.Commands;
using ResearchKit.Cli.Reproduction;
using ResearchKit.Cli.Terminal;
using ResearchKit.Experiments.Explorations;

namespace ResearchKit.Cli.Exploring;

/// <summary>What <c>explore</c> writes and prints of its results.</summary>
/// <param name="Folder">The folder for the results.</param>
/// <param name="Measures">The measures of the summary; all if there are none.</param>
/// <param name="Json">Whether stdout is JSON.</param>
internal sealed record ExplorationReport(string Folder, IReadOnlyList<string> Measures, bool Json)
{
    /// <summary>Writes and prints.</summary>
    /// <param name="result">What came out.</param>
    /// <param name="progress">How far it is: not to the end where a cluster goes on.</param>
    public int Write(ExplorationResult result, ExplorationProgress progress)
    {
        var summary = result.Runs.Count > 0 ? result.Runs.Summary(measures: Measures) : null;
        AtomicFile.Write(Path.Combine(Folder, "runs.csv"), result.Runs.ToTable().ToCsv());
        if (summary is not null)
            foreach (var (name, text) in ((string, string)[])[(".csv", summary.ToCsv()), (".tex", summary.ToLatex())])
                AtomicFile.Write(Path.Combine(Folder, "summary" + name), text);
        foreach (var failure in result.Failures.GroupBy(f => f.Reason))
            Messages.Error($"{failure.Count()} of {progress.Of} runs failed, such as "
                + $"{failure.First().Inputs.ToString().ReplaceLineEndings(", ")}: {failure.Key}");
        if (Json)
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(new
            {
                runs = progress.Of, done = result.Runs.Count, progress.Cached, failed = result.Failures.Count,
                folder = Folder,
            }, WorkerMessage.IndentedJson));
        }
        else
        {
            if (summary is not null) Console.Out.WriteLine(summary.ToText().TrimEnd());
            var file = ReproduceCommand.Relative(Path.Combine(Folder, "runs.csv"));
            Messages.Line(progress.Done < progress.Of
                ? $"{result.Runs.Count} of {progress.Of} runs are there, {progress.Cached} of them made before: {file}"
                : $"{progress.Of} runs, {progress.Cached} of them made before: {file}");
        }

        return result.Failures.Count > 0 ? ExitCode.CellFailed : ExitCode.Success;
    }
}
