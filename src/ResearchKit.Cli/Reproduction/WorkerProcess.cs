using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using ResearchKit.Cli.Commands;
using ResearchKit.Engines;
using ResearchKit.Notebooks.Documents;
using ResearchKit.Notebooks.Running;

namespace ResearchKit.Cli.Reproduction;

/// <summary>
/// Runs one notebook in a process of its own: no state of another notebook (the engine's generator, statics) can
/// reach it, its memory is given back, and a cell that nothing can stop, or that ends its process, ends no more than
/// that.
/// </summary>
/// <param name="notebook">The notebook's path.</param>
/// <param name="staging">The folder to write its results to.</param>
internal sealed class WorkerProcess(string notebook, string staging)
{
    private static readonly TimeSpan GraceAfterStop = TimeSpan.FromSeconds(15), GraceAfterEnd = TimeSpan.FromSeconds(2);
    private readonly PartialNotebook _partial = new(NotebookDocument.Read(notebook));
    private CellProgress? _last;
    private WorkerEnd? _end;

    /// <summary>Values for the notebook's parameters.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    /// <summary>How long one cell may run.</summary>
    public TimeSpan CellTimeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How many threads the engine may use.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Whether outputs must not name folders of this machine.</summary>
    public bool Scrub { get; init; }

    /// <summary>The engine; that of this process if null.</summary>
    public TensorEngine? Engine { get; init; }

    /// <summary>Whether a session of .NET Interactive runs the cells.</summary>
    public bool Interactive { get; init; }

    /// <summary>Told which cell runs.</summary>
    public Action<CellProgress>? Progress { get; init; }

    /// <summary>Told the path of every file of a result as soon as it is there.</summary>
    public Action<string>? Made { get; init; }

    /// <summary>Told what native code of a cell prints past the capture.</summary>
    public Action<string>? Printed { get; init; }

    /// <summary>
    /// Runs the notebook. Whatever ends the process, the executed notebook is in the folder: whole, or as
    /// <see cref="WorkerCommand.PartialSuffix"/> names it with what was done until then.
    /// </summary>
    /// <param name="cancellation">Stops the notebook.</param>
    public async Task<WorkerEnd> RunAsync(CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(DotnetHost(), Arguments())
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_PROCESSOR_COUNT"] = Threads.ToString(CultureInfo.InvariantCulture);
        if (Engine is { } engine) start.Environment[EngineChoice.Variable] = EngineChoice.Name(engine);
        using var process = Process.Start(start)
            ?? throw new UserException("cannot start a process to run notebooks in.");
        var crash = new CrashText(Printed);
        var errors = Read(process.StandardError, crash.Add);
        var messages = Read(process.StandardOutput, Take);
        // A worker stops when its input ends; a signal to the whole terminal group has reached it by itself.
        await using (cancellation.Register(() =>
        {
            process.StandardInput.Close();
            _ = KillLater(process);
        }))
            await process.WaitForExitAsync(CancellationToken.None);

        // Processes that a cell started may hold the pipes open for as long as they live: they have no message for us.
        await Task.WhenAny(Task.WhenAll(errors, messages), Task.Delay(GraceAfterEnd, CancellationToken.None));
        lock (_partial) return _end ?? Died(process.ExitCode, crash.Lines, cancellation.IsCancellationRequested);
    }

    private static async Task Read(StreamReader reader, Action<string> take)
    {
        while (await reader.ReadLineAsync() is { } line) take(line);
    }

    private void Take(string line)
    {
        if (Parse(line) is not { } message)
        {
            if (line.Length > 0) Printed?.Invoke(line);
            return;
        }
        lock (_partial)
        {
            if (message.Output is not null) _partial.Add(message.Output);
            _end = message.End ?? _end;
        }
        if (message.File is { } file) Made?.Invoke(Path.Combine(staging, file));
        if (message.Cell is not { } cell) return;
        _last = cell;
        Progress?.Invoke(cell);
    }

    // The process is gone, and with it what it had not handed over.
    private WorkerEnd Died(int code, IReadOnlyList<string> crash, bool stopped)
    {
        var cell = _last is null ? null : $"cell {_last.Cell} ({_last.Id})";
        var message = stopped ? "stopped" : _last is null
            ? $"the process that runs notebooks ended ({Cause(code, crash)}) before the first cell"
            : $"cell {_last.Cell} ended the process ({Cause(code, crash)}); the cells after it were not run";
        var error = new LiveOutput(new()
        {
            ["ename"] = "ProcessEnded", ["evalue"] = message, ["output_type"] = "error",
            ["traceback"] =
            new System.Text.Json.Nodes.JsonArray(
                [.. crash.Prepend(message).Select(l => (System.Text.Json.Nodes.JsonNode)l)]),
        });
        if (!stopped) _partial.Add(error);
        _partial.Notebook.Save(Path.Combine(staging, Repository.Name(notebook) + WorkerCommand.PartialSuffix));
        return stopped
            ? new(RunStatus.Canceled, cell, message, [], ExitCode.Canceled)
            : new(RunStatus.Failed, cell, message, [], ExitCode.CellFailed);
    }

    private static string Cause(int code, IReadOnlyList<string> crash) =>
        crash is [var first, ..] ? first.TrimEnd('.')
        : code > 128 ? string.Create(CultureInfo.InvariantCulture, $"killed by signal {code - 128}")
        : string.Create(CultureInfo.InvariantCulture, $"exit code {code}");

    /// <summary>The host of this very runtime, also when this program was started by its own executable.</summary>
    public static string DotnetHost()
    {
        var runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        var host =
            Path.GetFullPath(
                Path.Combine(runtime, "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));
        return File.Exists(host) ? host : "dotnet";
    }

    private List<string> Arguments()
    {
        var arguments = new List<string>
        {
            Path.Combine(AppContext.BaseDirectory, "ResearchKit.Cli.dll"), WorkerCommand.Name,
            Path.GetFullPath(notebook), "--staging", staging,
            "--timeout", CellTimeout.TotalSeconds.ToString("R", CultureInfo.InvariantCulture),
        };
        if (Scrub) arguments.Add("--scrub");
        if (Interactive) arguments.AddRange(["--session", CommonOptions.Interactive]);
        foreach (var (name, value) in Parameters) arguments.AddRange(["-p", $"{name}={value}"]);
        return arguments;
    }

    private static WorkerMessage? Parse(string line)
    {
        if (!line.StartsWith(WorkerMessage.Mark, StringComparison.Ordinal)) return null;
        try
        {
            return JsonSerializer.Deserialize<WorkerMessage>(line[WorkerMessage.Mark.Length..], WorkerMessage.Json);
        }
        catch (JsonException)
        {
            return null; // broken off when the process was killed
        }
    }

    private static async Task KillLater(Process process)
    {
        try
        {
            using var grace = new CancellationTokenSource(GraceAfterStop);
            await process.WaitForExitAsync(grace.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has ended and is no longer ours to watch.
        }
    }
}
