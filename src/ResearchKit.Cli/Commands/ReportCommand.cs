using System.CommandLine;
using ResearchKit.Cli.Reproduction;
using ResearchKit.Cli.Terminal;
using ResearchKit.Experiments.Explorations;
using ResearchKit.Notebooks.Manifests;
using ResearchKit.Reports;

namespace ResearchKit.Cli.Commands;

/// <summary><c>researchkit report</c>: all results as web pages.</summary>
internal static class ReportCommand
{
    public static Command Create()
    {
        var results = new Option<string?>("--results")
        {
            Description = "The folder that `reproduce` filled. [default: artifacts/ in the clone]",
            HelpName = "folder",
        };
        var output = new Option<string?>("--out")
        {
            Description = "The report's folder. [default: report/ in the folder of results]",
            HelpName = "folder",
        };
        var threads = CommonOptions.Threads();
        var command = new Command("report", "Show every figure, table and claim on web pages that need no network.")
        {
            results, output, threads,
        };
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(
            parsed.GetValue(results), parsed.GetValue(output), parsed.GetValue(threads), cancellation)));
        return command.WithExamples(
            """
            Open index.html in a browser, from the disk: figures with a drawing, an interactive form and their data as
            CSV; the cell that made each; tables; the claims, by paper and verdict, each with the figure and the cell
            that decide it; sliders for beta, updates and optimizer; settings and hashes of every run. The folder can be
            sent to somebody as it is.

            `reproduce` writes it, too. The runs behind the sliders are made once and kept in artifacts/runs.

            Examples:
              researchkit report
              researchkit report --results beta-0.2 --out beta-0.2-report
            """);
    }

    private static int Run(string? results, string? output, int threads, CancellationToken cancellation)
    {
        var repository = results is null ? Repository.Find() : Repository.TryFind(Directory.GetCurrentDirectory());
        var folder = results ?? repository!.DefaultArtifactFolder;
        InputPath.CheckFolder(folder, results is null ? "results" : "--results");
        var target = output ?? Path.Combine(folder, "report");
        TargetPath.CheckFolder(target, "--out");
        var published = repository is null ? null : Manifest.Read(repository.ManifestPath);
        var cache = new RunCache(repository?.RunCacheFolder ?? Path.Combine(folder, "runs"));
        var page = Report.Write(folder, target, published, cache, threads, cancellation);
        Messages.Line(ReproduceCommand.Relative(Path.GetFullPath(page)));
        return ExitCode.Success;
    }
}
