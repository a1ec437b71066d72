using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using ResearchKit.Cli.Reproduction;
using ResearchKit.Cli.Terminal;
using ResearchKit.Notebooks;
using ResearchKit.Notebooks.Documents;
using ResearchKit.Notebooks.Running;

namespace ResearchKit.Cli.Commands;

/// <summary><c>researchkit run NOTEBOOK</c>.</summary>
internal static class RunCommand
{
    public static Command Create()
    {
        var notebook = new Argument<string>("notebook") { Description = "The .ipynb to run, top to bottom in a fresh session." };
        var output = new Option<string?>("--out")
        {
            Description = "Write the executed notebook here; without it, its text outputs are printed.",
            HelpName = "file",
        };
        var artifacts = new Option<string?>("--artifacts")
        {
            Description = "Write the figures and tables that it displays to this folder.",
            HelpName = "folder",
        };
        var parameters = CommonOptions.Parameters();
        var timeout = CommonOptions.Timeout();
        var json = CommonOptions.Json();
        var command = new Command(
            "run",
            "Run one notebook without an editor.")
        {
            notebook, output, artifacts, parameters, timeout, json,
        };
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(
            parsed.GetRequiredValue(notebook), parsed.GetValue(output), parsed.GetValue(artifacts),
            CommonOptions.Parse(parsed.GetValue(parameters)!), TimeSpan.FromSeconds(parsed.GetValue(timeout)),
            parsed.GetValue(json), cancellation)));
        return command.Teach(
            """
            The notebook itself stays as it is. If a cell fails or you press Ctrl-C, the outputs up to there are kept
            beside FILE with the ending .partial.ipynb, and an earlier FILE is untouched.

            Examples:
              researchkit run notebooks/02-dpo-pathologies.ipynb
              researchkit run lab.ipynb -p beta=0.2 -p seed=3 --out lab-0.2.ipynb
              researchkit run lab.ipynb --timeout 60 --artifacts figures
            """ + "\n" + ExitCode.Help);
    }

    private static int Run(
        string path, string? output, string? artifacts, IReadOnlyDictionary<string, string> parameters, TimeSpan timeout, bool json,
        CancellationToken cancellation)
    {
        var name = Repository.Name(path);
        var document = NotebookDocument.Read(path);
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        RunResult result;
        var start = System.Diagnostics.Stopwatch.GetTimestamp();
        using (var display = RunDisplay.For([name]))
        {
            result = NotebookRunner.Run(document, name, new RunOptions
            {
                Directory = folder,
                Parameters = parameters,
                CellTimeout = timeout,
                PrivateFolders = PrivateFolders.For(folder),
                Progress = progress => display.Cell(name, progress),
            }, cancellation);
            display.Ended(name, result.Status, System.Diagnostics.Stopwatch.GetElapsedTime(start));
        }

        var completed = result.Status == RunStatus.Completed;
        var saved = output is null ? null : completed ? output : Path.ChangeExtension(output, null) + WorkerCommand.PartialSuffix;
        if (saved is not null) result.Notebook.Save(saved);
        if (artifacts is not null && completed)
            foreach (var (file, text) in result.Files) AtomicFile.Write(Path.Combine(artifacts, file), text);
        if (json) Console.Out.WriteLine(JsonSerializer.Serialize(new
        {
            notebook = name, result.Status, result.Cell, message = result.Error?.Message, output = saved, files = result.Files.Keys,
        }, WorkerMessage.IndentedJson));
        else if (saved is null) PrintText(result.Notebook);
        return Explain(name, result, saved);
    }

    private static int Explain(string name, RunResult result, string? saved)
    {
        if (result.Status == RunStatus.Completed) return ExitCode.Success;
        var kept = saved is null ? "" : $"; what it did until then is in {saved}";
        Messages.Error($"{name}, {result.Cell}: {result.Error?.Message ?? "stopped"}{kept}");
        foreach (var line in result.Error?.Traceback ?? []) Console.Error.WriteLine("  " + line);
        return result.Status == RunStatus.Cancelled ? ExitCode.Cancelled : ExitCode.CellFailed;
    }

    /// <summary>What a terminal can show: the streams, and values as plain text.</summary>
    private static void PrintText(NotebookDocument notebook)
    {
        foreach (var cell in notebook.Cells)
        {
            foreach (var output in cell.Outputs)
            {
                var lines = output?["text"] ?? output?["data"]?["text/plain"];
                if (lines is not JsonArray { Count: > 0 } text) continue;
                var all = string.Concat(text.Select(line => (string?)line));
                Console.Out.Write(all.EndsWith('\n') ? all : all + "\n");
            }
        }
    }
}
