using System.CommandLine;
using ResearchKit.Cli.Exploring;
using ResearchKit.Cli.Reproduction;
using ResearchKit.Cli.Terminal;
using ResearchKit.Experiments.Explorations;
using ResearchKit.Experiments.Explorations.Slurm;

namespace ResearchKit.Cli.Commands;

/// <summary><c>researchkit explore</c>: ablations over a grid of settings.</summary>
internal static class ExploreCommand
{
    public static Command Create()
    {
        var (grid, cluster) = (new GridOptions(), new ClusterOptions());
        var measures = new Option<string?>("--measure")
        {
            Description = "The measures of the summary, between commas. [default: all]",
            HelpName = "names",
        };
        var output = new Option<string?>("--out")
        {
            Description = "The folder for the results. [default: artifacts/explore in the clone]",
            HelpName = "folder",
        };
        var yes = new Option<bool>("--yes") { Description = "Start a large grid without being asked." };
        var threads = CommonOptions.Threads();
        var json = CommonOptions.Json();
        var command = new Command("explore", "Run every combination of losses, settings and seeds in a lab.");
        grid.AddTo(command);
        foreach (var option in (Option[])[measures, output, threads, yes, json]) command.Add(option);
        cluster.AddTo(command);
        command.SetAction((parsed, cancellation) =>
        {
            var (lab, runs) = grid.Read(parsed);
            var shown = GridOptions.Words(parsed.GetValue(measures) ?? "");
            if (shown.FirstOrDefault(m => !lab.Measures.ContainsKey(m)) is { } unknown)
                throw new UserException($"--measure {unknown}:{Spelling.Hint(unknown, lab.Measures.Keys)} "
                    + $"The {lab.Name} lab measures {string.Join(", ", lab.Measures.Keys)}.");
            var repository = Repository.TryFind(Directory.GetCurrentDirectory());
            var folder = Path.GetFullPath(parsed.GetValue(output)
                ?? Path.Combine(repository?.DefaultArtifactFolder ?? ".", "explore"));
            TargetPath.CheckFolder(folder, "--out");
            var cache = new RunCache(repository?.RunCacheFolder ?? Path.Combine(folder, "runs"));
            TargetPath.CheckFolder(cache.Folder, "finished runs are kept in");
            var options = cluster.Read(parsed, threads);
            GridSize.Check(runs, cache, parsed.GetValue(yes));
            var report = new ExplorationReport(folder, shown, parsed.GetValue(json));
            return Task.FromResult(options is not null
                ? OnCluster(lab, runs, cache, options, cluster.Wait(parsed), report, cancellation)
                : Here(lab, runs, cache, parsed.GetValue(threads), report, cancellation));
        });
        return command.WithExamples(
            $$"""
            Labs:
            {{GridOptions.LabHelp}}

            A finished run is kept in artifacts/runs under a hash of all its inputs and of the code, and never made
            twice: change the grid and only what is new runs. Stopped by Ctrl-C or killed, the same command goes on.
            Several that run at once divide the seeds between them.
            Results: runs.csv, a row per run; summary.csv and summary.tex, means and 95 % half-widths over the seeds.

            The file: {"lab": "bandit", "loss": ["dpo", "adavip"], "beta": [0.05, 0.1, 0.2], "seeds": 20}

            With --slurm the runs that are missing become an array job; its batch file, logs and results are in slurm/
            beside the results, which a shared file system must show to all nodes. Tasks that are killed, run out of
            time or lose their node are submitted again, with the runs that they left. Ctrl-C stops the waiting and not
            the job: the same command collects, and submits nothing twice. --threads is then the processors of a task.

            Examples:
              researchkit explore --loss dpo,adavip --beta 0.05,0.1,0.2 --seeds 20
              researchkit explore --loss dpo,ipo --set optimizer=adamw,sgd --set pairs=on-on,off-off
              researchkit explore --lab vlm --loss dpo,plus-vision,adavip --measure f1,chair,cover
              researchkit explore --grid grid.json --out ablation
              researchkit explore --grid grid.json --slurm --partition cpu --time 30 --sbatch mem=4G
            """);
    }

    private static int Here(
        ExplorationLab lab, ExplorationGrid grid, RunCache cache, int threads, ExplorationReport report,
        CancellationToken cancellation)
    {
        var progress = new ExplorationProgress();
        ExplorationResult result;
        try
        {
            using var display = new CountDisplay("runs", grid.Runs.Count);
            result = new Explorer(lab, cache).Run(grid.Runs, threads, p =>
            {
                lock (display)
                {
                    if (p.Done < progress.Done) return;
                    progress = p;
                    display.Show(p.Done, p.Cached);
                    if (p.Elsewhere)
                        display.Note($"another process makes the {p.Of - p.Done} runs that are left; waiting for it.");
                }
            }, cancellation);
        }
        catch (OperationCanceledException)
        {
            Messages.Error(
                $"stopped: {progress.Done} of {progress.Of} runs are kept; the same command goes on with the rest.");
            return ExitCode.Canceled;
        }

        return report.Write(result, progress);
    }

    private static int OnCluster(
        ExplorationLab lab, ExplorationGrid grid, RunCache cache, SlurmOptions options, bool wait,
        ExplorationReport report, CancellationToken cancellation)
    {
        var progress = new ExplorationProgress();
        ExplorationResult result;
        using var display = new CountDisplay("runs", grid.Runs.Count);
        var explorer = new SlurmExplorer(
            lab, cache, Path.Combine(report.Folder, "slurm"), ExploreTaskCommand.Program, options)
        {
            Note = display.Note,
            Progress = p => display.Show((progress = p).Done, p.Cached),
        };
        try
        {
            result = explorer.Run(grid.Runs, wait, cancellation);
        }
        catch (OperationCanceledException)
        {
            display.Dispose();
            var jobs = string.Join(" ", explorer.Jobs);
            Messages.Error($"stopped waiting: {progress.Done} of {progress.Of} runs are kept"
                + (jobs.Length > 0 ? $"; job {jobs} goes on (scancel {jobs} ends it)" : "")
                + "; the same command collects the rest.");
            return ExitCode.Canceled;
        }
        catch (Exception e) when (e is SlurmException or ArgumentException)
        {
            throw new UserException(e.Message);
        }

        display.Dispose();
        return report.Write(result, progress);
    }
}
