using System.CommandLine;
using System.Text.Json;
using ResearchKit.Cli.Reproduction;
using ResearchKit.Cli.Terminal;
using ResearchKit.Experiments.Explorations;
using ResearchKit.Losses.Catalogue;
using ResearchKit.Losses.Contract;
using ResearchKit.Notebooks;

namespace ResearchKit.Cli.Commands;

/// <summary><c>researchkit explore</c>: ablations over a grid of settings.</summary>
internal static class ExploreCommand
{
    public static Command Create()
    {
        var lab = new Option<string?>("--lab")
        {
            Description =
            $"Where to run: {string.Join(", ", ExplorationLab.All.Select(l => l.Name))}. [default: bandit]",
            HelpName = "name",
        };
        var losses = List("--loss", "The losses, between commas: dpo,adavip.", "names");
        var betas = List("--beta", "Values of beta, between commas; a loss without beta runs once.", "values");
        var set = new Option<string[]>("--set")
        {
            Description = "Another setting of the lab or of the losses, as name=value,value; may be repeated.",
            HelpName = "name=values",
            DefaultValueFactory = _ => [],
        };
        var seeds = new Option<int?>("--seeds")
        {
            Description = "How many seeds, from 0. [default: 5 in bandit, 3 in vlm]",
            HelpName = "N",
            Validators =
            {
                result =>
                {
                    if (result.Tokens is [var token] && int.TryParse(token.Value, out var n) && n is < 1 or > 10_000)
                        result.AddError("--seeds must be between 1 and 10000");
                },
            },
        };
        var grid = new Option<string?>("--grid")
        {
            Description = "The grid as a JSON file; options on the command line go before it.",
            HelpName = "file",
        };
        var output = new Option<string?>("--out")
        {
            Description = "The folder for the results. [default: artifacts/explore in the clone]",
            HelpName = "folder",
        };
        var threads = CommonOptions.Threads();
        var json = CommonOptions.Json();
        var command = new Command("explore", "Run every combination of losses, settings and seeds in a lab.")
        {
            lab, losses, betas, set, seeds, grid, output, threads, json,
        };
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(
            parsed.GetValue(grid), parsed.GetValue(lab), Split(parsed.GetValue(losses)),
            [
                .. Axis("beta", parsed.GetValue(betas)), .. parsed.GetValue(set)!.Select(Setting),
                .. parsed.GetValue(seeds) is { } n ? [GridFile.Seeds(n)]
                    : Array.Empty<(string, IReadOnlyList<string>)>(),
            ],
            parsed.GetValue(output), parsed.GetValue(threads), parsed.GetValue(json), cancellation)));
        return command.WithExamples(
            $$"""
            Labs:
            {{string.Join("\n", ExplorationLab.All.SelectMany(LabHelp))}}

            A finished run is kept in artifacts/runs under a hash of all its inputs and of the code, and never made
            twice: change the grid and only what is new runs. Stopped by Ctrl-C or killed, the same command goes on.
            Results: runs.csv, a row per run; summary.csv and summary.tex, means and 95 % half-widths over the seeds.

            The file: {"lab": "bandit", "loss": ["dpo", "adavip"], "beta": [0.05, 0.1, 0.2], "seeds": 20}

            Examples:
              researchkit explore --loss dpo,adavip --beta 0.05,0.1,0.2 --seeds 20
              researchkit explore --loss dpo,ipo --set optimizer=adamw,sgd --set pairs=on-on,off-off
              researchkit explore --grid grid.json --out ablation
            """);
    }

    private static int Run(
        string? file, string? labName, IReadOnlyList<string> losses,
        IReadOnlyList<(string Name, IReadOnlyList<string> Values)> axes, string? output, int threads, bool json,
        CancellationToken cancellation)
    {
        if (file is not null) InputPath.CheckFile(file, "--grid");
        var repository = Repository.TryFind(Directory.GetCurrentDirectory());
        var folder = Path.GetFullPath(output ?? Path.Combine(repository?.DefaultArtifactFolder ?? ".", "explore"));
        TargetPath.CheckFolder(folder, "--out");
        var cache = new RunCache(repository?.RunCacheFolder ?? Path.Combine(folder, "runs"));
        ExplorationLab lab;
        ExplorationGrid grid;
        try
        {
            var read = file is null ? new GridFile(null, [], []) : GridFile.Read(file);
            lab = ExplorationLab.Find(labName ?? read.Lab ?? "bandit");
            List<(string Name, IReadOnlyList<string> Values)> all =
                [.. read.Axes.Where(a => axes.All(b => b.Name != a.Name)), .. axes];
            if (all.All(a => a.Name != "seed")) all.Add(GridFile.Seeds(lab.DefaultSeeds));
            if (all.GroupBy(a => a.Name).FirstOrDefault(g => g.Count() > 1) is { Key: var twice })
                throw new ArgumentException($"{twice} is given twice.");
            var names = losses.Count > 0 ? losses : read.Losses;
            if (names.Count == 0)
                throw new ArgumentException("name the losses with --loss, such as --loss dpo,adavip.");
            grid = new ExplorationGrid(lab, LossCatalogue.Loaded(), names, all);
        }
        catch (Exception e) when (e is ArgumentException or LossException)
        {
            throw new UserException(e.Message);
        }

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
                }
            }, cancellation);
        }
        catch (OperationCanceledException)
        {
            Messages.Error(
                $"stopped: {progress.Done} of {progress.Of} runs are kept; the same command goes on with the rest.");
            return ExitCode.Canceled;
        }

        return Report(result, progress, folder, json);
    }

    private static int Report(ExplorationResult result, ExplorationProgress progress, string folder, bool json)
    {
        var summary = result.Runs.Count > 0 ? result.Runs.Summary() : null;
        AtomicFile.Write(Path.Combine(folder, "runs.csv"), result.Runs.ToTable().ToCsv());
        if (summary is not null)
            foreach (var (name, text) in ((string, string)[])[(".csv", summary.ToCsv()), (".tex", summary.ToLatex())])
                AtomicFile.Write(Path.Combine(folder, "summary" + name), text);
        foreach (var failure in result.Failures.GroupBy(f => f.Reason))
            Messages.Error($"{failure.Count()} of {progress.Of} runs failed, such as "
                + $"{failure.First().Inputs.ToString().ReplaceLineEndings(", ")}: {failure.Key}");
        if (json)
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(new
            {
                runs = progress.Of, progress.Cached, failed = result.Failures.Count, folder,
            }, WorkerMessage.IndentedJson));
        }
        else
        {
            if (summary is not null) Console.Out.WriteLine(summary.ToText().TrimEnd());
            Messages.Line($"{progress.Of} runs, {progress.Cached} of them made before: "
                + ReproduceCommand.Relative(Path.Combine(folder, "runs.csv")));
        }

        return result.Failures.Count > 0 ? ExitCode.CellFailed : ExitCode.Success;
    }

    private static Option<string?> List(string name, string description, string help) =>
        new(name) { Description = description, HelpName = help };

    private static string[] Split(string? values) =>
        values?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];

    private static IEnumerable<(string, IReadOnlyList<string>)> Axis(string name, string? values) =>
        values is null ? [] : [(name, Split(values))];

    private static (string, IReadOnlyList<string>) Setting(string text)
    {
        var at = text.IndexOf('=', StringComparison.Ordinal);
        return at > 0 ? (text[..at].Trim(), Split(text[(at + 1)..]))
            : throw new UserException(
                $"--set {text}: write it as name=value,value, such as --set optimizer=adamw,sgd.");
    }

    private static IEnumerable<string> LabHelp(ExplorationLab lab)
    {
        yield return $"  {lab.Name}  {lab.Summary}";
        foreach (var parameter in lab.Parameters)
        {
            var standard = parameter.Default is null ? "" : $" [default: {parameter.Default}]";
            yield return $"    {parameter.Name}: {parameter.Help}{standard}";
        }
    }
}
