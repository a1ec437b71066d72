using System.CommandLine;
using System.Text.Json;
using ResearchKit.Cli.Reproduction;
using ResearchKit.Cli.Sessions;
using ResearchKit.Notebooks;
using ResearchKit.Notebooks.Documents;
using ResearchKit.Notebooks.Running;

namespace ResearchKit.Cli.Commands;

/// <summary>
/// The process behind <c>reproduce</c> and <c>run</c>: runs one notebook, writes its results to a folder and reports
/// line by line on stdout. Stops when its input ends, so that it never outlives the command that started it.
/// </summary>
internal static class WorkerCommand
{
    public const string Name = "worker";

    /// <summary>The executed notebook of a run that ended early.</summary>
    public const string PartialSuffix = ".partial.ipynb";

    public static Command Create()
    {
        var notebook = new Argument<string>("notebook");
        var staging = new Option<string>("--staging") { Required = true };
        var timeout = CommonOptions.Timeout();
        var parameters = CommonOptions.Parameters();
        var session = CommonOptions.Session();
        var scrub =
            new Option<bool>("--scrub") { Description = "Whether outputs must not name folders of this machine." };
        var command =
            new Command(Name, "Runs one notebook for `reproduce` or `run`.") { notebook, staging, timeout, parameters,
                scrub, session };
        command.Hidden = true;
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(
            parsed.GetRequiredValue(notebook), parsed.GetRequiredValue(staging),
            TimeSpan.FromSeconds(parsed.GetValue(timeout)),
            CommonOptions.Parse(parsed.GetValue(parameters)!), parsed.GetValue(scrub),
            parsed.GetValue(session) == CommonOptions.Interactive, cancellation)));
        return command;
    }

    private static int Run(
        string path, string staging, TimeSpan timeout, IReadOnlyDictionary<string, string> parameters, bool scrub,
        bool interactive, CancellationToken cancellation)
    {
        // Taken before the session redirects the console: cells print into the notebook, messages go here.
        var channel = TextWriter.Synchronized(new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true });
        var end = Execute(path, staging, timeout, parameters, scrub, interactive, Report, cancellation);
        Report(new WorkerMessage(null, end));
        return end.ExitCode;

        void Report(WorkerMessage message) =>
            channel.Write($"\n{WorkerMessage.Mark}{JsonSerializer.Serialize(message, WorkerMessage.Json)}\n");
    }

    private static WorkerEnd Execute(
        string path, string staging, TimeSpan timeout, IReadOnlyDictionary<string, string> parameters, bool scrub,
        bool interactive, Action<WorkerMessage> report, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var written = new HashSet<string>();
        var watch = new Thread(() => StopAtEndOfInput(stop)) { IsBackground = true };
        watch.Start();
        try
        {
            var name = Repository.Name(path);
            var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
            var result = NotebookRunner.Run(NotebookDocument.Read(path), name, new RunOptions
            {
                Directory = folder,
                Parameters = parameters,
                CellTimeout = timeout,
                Session = interactive ? InteractiveSessions.Create : null,
                PrivateFolders = scrub ? PrivateFolders.For(folder) : [],
                Output = output => report(new WorkerMessage(null, null, output)),
                Progress = progress => report(new WorkerMessage(progress, null)),
                File = WriteEarly,
            }, stop.Token);
            var completed = result.Status == RunStatus.Completed;
            result.Notebook.Save(Path.Combine(staging, name + (completed ? ".ipynb" : PartialSuffix)));
            if (completed)
                foreach (var (file, text) in result.Files.Where(f => !written.Contains(f.Key)))
                    AtomicFile.Write(Path.Combine(staging, file), text);
            var exitCode = result.Status switch
            {
                RunStatus.Completed => ExitCode.Success,
                RunStatus.Canceled => ExitCode.Canceled,
                _ => ExitCode.CellFailed,
            };
            return new WorkerEnd(result.Status, result.Cell, result.Error?.Message, result.Error?.Traceback ?? [],
                exitCode);
        }
        catch (NotebookException e)
        {
            return new WorkerEnd(RunStatus.Failed, null, e.Message, [], ExitCode.Usage);
        }
        catch (FileWriteException e)
        {
            return new WorkerEnd(RunStatus.Failed, null, e.Message, [], ExitCode.CannotWrite);
        }

        void WriteEarly(string file, string text)
        {
            try
            {
                AtomicFile.Write(Path.Combine(staging, file), text);
                written.Add(file);
                report(new WorkerMessage(null, null) { File = file });
            }
            catch (FileWriteException)
            {
                // No fault of the cell that runs: it is tried again at the end, and said then.
            }
        }
    }

    private static void StopAtEndOfInput(CancellationTokenSource stop)
    {
        try
        {
            using var input = Console.OpenStandardInput();
            while (input.ReadByte() >= 0)
            {
            }

            stop.Cancel();
        }
        catch (Exception e) when (e is ObjectDisposedException or IOException)
        {
            // The run ended first.
        }
    }
}
