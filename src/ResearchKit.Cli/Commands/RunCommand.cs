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
        var notebook =
            new Argument<string>("notebook") { Description = "The .ipynb to run, top to bottom in a fresh session." };
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
        var session = CommonOptions.Session();
        var json = CommonOptions.Json();
        var command = new Command(
            "run",
            "Run one notebook without an editor.")
        {
            notebook, output, artifacts, parameters, timeout, session, json,
        };
        command.SetAction((parsed, cancellation) => RunAsync(
            parsed.GetRequiredValue(notebook), parsed.GetValue(output), parsed.GetValue(artifacts),
            CommonOptions.Parse(parsed.GetValue(parameters)!), TimeSpan.FromSeconds(parsed.GetValue(timeout)),
            parsed.GetValue(session) == CommonOptions.Interactive, parsed.GetValue(json), cancellation));
        return command.WithExamples(
            """
            The notebook itself stays as it is, and so does what its cells print. It runs in a process of its own: if a
            cell fails, ends that process or you press Ctrl-C, the outputs up to there are kept beside FILE with the
            ending .partial.ipynb, and an earlier FILE is untouched.

            A value for a list is JSON, or items between commas: -p 'names=["p","q"]', -p steps=5,6. null clears a
            variable that is declared with a question mark.

            Examples:
              researchkit run notebooks/02-dpo-pathologies.ipynb
              researchkit run lab.ipynb -p beta=0.2 -p seed=3 --out lab-0.2.ipynb
              researchkit run lab.ipynb --timeout 60 --artifacts figures
              researchkit run lab.ipynb --session interactive --out lab-run.ipynb
            """ + "\n" + ExitCode.Help);
    }

    private static async Task<int> RunAsync(
        string path, string? output, string? artifacts, IReadOnlyDictionary<string, string> parameters,
        TimeSpan timeout, bool interactive, bool json,
        CancellationToken cancellation)
    {
        var name = Repository.Name(path);
        var document = NotebookDocument.Read(path);
        // A slip of the pen is found before a cell runs.
        NotebookRunner.Check(document, name, parameters);
        if (output is not null) TargetPath.CheckFile(output, "--out");
        if (artifacts is not null) TargetPath.CheckFolder(artifacts, "--artifacts");
        using var staging = new TemporaryFolder();
        WorkerEnd end;
        var start = System.Diagnostics.Stopwatch.GetTimestamp();
        using (var display = RunDisplay.For([name]))
        {
            end = await new WorkerProcess(path, staging.Path)
            {
                Parameters = parameters,
                CellTimeout = timeout,
                Interactive = interactive,
                Progress = progress => display.Cell(name, progress),
                Printed = Console.Error.WriteLine,
            }.RunAsync(cancellation);
            if (end.ExitCode is not (ExitCode.Usage or ExitCode.CannotWrite))
                display.Ended(name, end.Status, System.Diagnostics.Stopwatch.GetElapsedTime(start));
        }
        if (end.ExitCode == ExitCode.CannotWrite || end.ExitCode == ExitCode.Usage)
            throw new UserException(end.Message!, end.ExitCode);

        var completed = end.Status == RunStatus.Completed;
        var executed =
            NotebookDocument.Read(
                Path.Combine(staging.Path, name + (completed ? ".ipynb" : WorkerCommand.PartialSuffix)));
        var saved = output is null ? null : completed ? output
            : Path.ChangeExtension(output, null) + WorkerCommand.PartialSuffix;
        if (saved is not null) executed.Save(saved);
        string[] files = completed
            ? [.. Directory.EnumerateFiles(staging.Path).Select(f => Path.GetFileName(f))
                .Where(f => f != name + ".ipynb").Order(StringComparer.Ordinal)] : [];
        if (artifacts is not null)
            foreach (var file in files)
                AtomicFile.Write(Path.Combine(artifacts, file), File.ReadAllText(Path.Combine(staging.Path, file)));
        if (json) Console.Out.WriteLine(JsonSerializer.Serialize(new
        {
            notebook = name, end.Status, end.Cell, message = end.Message, output = saved, files,
        }, WorkerMessage.IndentedJson));
        else if (saved is null) PrintText(executed);
        return Explain(name, end, saved);
    }

    private static int Explain(string name, WorkerEnd end, string? saved)
    {
        if (end.Status == RunStatus.Completed) return ExitCode.Success;
        Messages.Error(Reason(name, end, saved));
        foreach (var line in end.Traceback) Console.Error.WriteLine("  " + line);
        return end.Status == RunStatus.Canceled ? ExitCode.Canceled : ExitCode.CellFailed;
    }

    /// <summary>Where a run ended early, why, and where what it did is.</summary>
    internal static string Reason(string name, WorkerEnd end, string? saved)
    {
        if (end is { Cell: null, Status: RunStatus.Canceled }) return $"{name}: stopped before its first cell";
        var kept = saved is null ? "" : $"; what it did until then is in {saved}";
        return $"{name}{(end.Cell is null ? "" : $", {end.Cell}")}: {end.Message ?? "stopped"}{kept}";
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
