using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using ResearchKit.Cli.Reproduction;
using ResearchKit.Cli.Reproduction.Tolerance;
using ResearchKit.Cli.Terminal;
using ResearchKit.Engines;
using ResearchKit.Notebooks.Manifests;
using ResearchKit.Notebooks.Running;

namespace ResearchKit.Cli.Commands;

/// <summary><c>researchkit reproduce</c>.</summary>
internal static class ReproduceCommand
{
    public static Command Create()
    {
        var only =
            new Option<string?>("--only")
            {
                Description = "Only notebooks whose name begins with this: 02.",
                HelpName = "name"
            };
        var update = new Option<bool>("--update")
        {
            Description = "Make these results the published ones: writes the outputs into notebooks/*.ipynb and the "
                + "hashes into notebooks/manifest.json.",
        };
        var output = new Option<string?>("--out")
        {
            Description = "The folder for results. [default: artifacts/ in the clone]",
            HelpName = "folder",
        };
        var threads = CommonOptions.Threads();
        var parameters = CommonOptions.Parameters();
        var timeout = CommonOptions.Timeout();
        var json = CommonOptions.Json();
        var command = new Command(
            "reproduce",
            "Run the notebooks, write every figure and table, and compare them with the published ones.")
        {
            only, update, output, threads, parameters, timeout, json,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            var repository = Repository.Find();
            var settings = new ReproductionSettings
            {
                Repository = repository,
                OutputFolder = Path.GetFullPath(parsed.GetValue(output) ?? repository.DefaultArtifactFolder),
                Only = parsed.GetValue(only),
                Threads = parsed.GetValue(threads),
                CellTimeout = TimeSpan.FromSeconds(parsed.GetValue(timeout)),
                Parameters = CommonOptions.Parse(parsed.GetValue(parameters)!),
                Update = parsed.GetValue(update),
            };
            if (settings is { Update: true, Parameters.Count: > 0 })
            {
                throw new UserException(
                    "--update publishes the notebooks' own parameters: leave out -p, or change the cell tagged " +
                    "`parameters`.");
            }

            if (settings.Update && EngineChoice.Current != TensorEngine.Managed)
                throw new UserException("--update publishes what the managed engine gives: leave out --engine.");
            TargetPath.CheckFolder(settings.OutputFolder, "--out");
            if (settings.Update) TargetPath.CheckFile(repository.ManifestPath, "--update");
            ReproductionReport report;
            using (var display = RunDisplay.For(repository.Notebooks(settings.Only).Select(Repository.Name)))
                report = await new Reproducer(settings, display).RunAsync(cancellation);
            if (parsed.GetValue(json))
                Console.Out.WriteLine(JsonSerializer.Serialize(report, WorkerMessage.IndentedJson));
            else Print(report);
            Explain(report);
            return report.ExitCode;
        });
        return command.WithExamples(
            """
            Results go to artifacts/NOTEBOOK/: the executed notebook, SVG, JSON, CSV and LaTeX files; beside them
            manifest.json (the hash of every file), claims.json and claims.md (every claim tested, and its verdict), and
            report/index.html, which shows all of it: open it in a browser.
            The earlier results of a notebook are replaced only when it has run to its end; if a cell fails or you
            press Ctrl-C, what it did until then is kept there as NOTEBOOK.partial.ipynb.

            With --engine libtorch the bytes differ: the numbers of every figure and table and all verdicts on claims
            are compared with those in notebooks/*.ipynb instead, and what differs is listed with its size. With -p,
            the notebook is run with the same parameters on the managed engine first, to compare with.

            Compared byte for byte: every file with notebooks/manifest.json, and the outputs in notebooks/*.ipynb.

            Examples:
              researchkit reproduce
              researchkit reproduce --only 02 --threads 1
              researchkit reproduce --only 02 -p beta=0.2 --out beta-0.2
              researchkit reproduce --only 02 --engine libtorch
              researchkit reproduce --only 03 --engine libtorch -p quick=true
              researchkit reproduce --update
            """ + "\n" + ExitCode.Help);
    }

    private static void Print(ReproductionReport report)
    {
        if (report.Agreements.Count > 0)
        {
            AgreementText.Print(report.Agreements);
            Messages.Line($"results in {Relative(report.OutputFolder)}");
            return;
        }

        var total = report.Comparison.Count;
        foreach (var file in report.Comparison.Where(file => file.State != FileState.Identical))
            Messages.Line($"  {file.State.ToString().ToLowerInvariant(),-8} {file.Notebook}/{file.File}", "yellow");
        foreach (var notebook in report.Notebooks.Where(notebook => notebook.StaleCells.Count > 0))
        {
            var cells = string.Join(", ", notebook.StaleCells);
            Messages.Line($"  outputs in notebooks/{notebook.Notebook}.ipynb are not those of this run: {cells}",
                "yellow");
        }

        if (report.Claims > 0)
            Messages.Line(
                $"{report.Claims} claims tested, see {Relative(Path.Combine(report.OutputFolder, "claims.md"))}");
        Messages.Line($"results in {Relative(report.OutputFolder)}");
        if (report.ReportPage is not null)
            Messages.Line($"all of it on one page: {Relative(report.ReportPage)}");
        if (total == 0) Messages.Line("no figures or tables to compare");
        else Messages.Line($"{report.Identical} of {total} files identical", report.Identical == total ? "green"
            : "yellow");
        if (report.Updated)
            Messages.Line("published: notebooks/*.ipynb and notebooks/manifest.json now hold these results", "green");
    }

    /// <summary>What went wrong and what to do, on stderr.</summary>
    private static void Explain(ReproductionReport report)
    {
        foreach (var notebook in report.Notebooks.Where(notebook => notebook.Status != RunStatus.Completed))
        {
            var cell = notebook.Cell is null ? "" : $", {notebook.Cell}";
            Messages.Error($"{notebook.Notebook}{cell}: {notebook.Message ?? "stopped"}");
            foreach (var line in notebook.Traceback) Console.Error.WriteLine("  " + line);
        }

        if (report is { ExitCode: ExitCode.Different, Agreements.Count: > 0 })
            Messages.Error("results on libtorch differ from those of the managed engine by more than rounding.");
        else if (report.ExitCode == ExitCode.Different)
        {
            Messages.Error(
                "results differ from the published ones. If they are right, publish them with `researchkit " +
                "reproduce --update`.");
        }
    }

    /// <summary>A path as short as it can be to click or type.</summary>
    internal static string Relative(string path)
    {
        var relative = Path.GetRelativePath(Directory.GetCurrentDirectory(), path);
        return relative.StartsWith("../..", StringComparison.Ordinal) ? path : relative;
    }
}
