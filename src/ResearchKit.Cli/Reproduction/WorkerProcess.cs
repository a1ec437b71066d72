using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using ResearchKit.Cli.Commands;
using ResearchKit.Notebooks.Running;

namespace ResearchKit.Cli.Reproduction;

/// <summary>
/// Runs one notebook in a process of its own: no state of another notebook (the engine's generator, statics) can
/// reach it, its memory is given back, and a cell that nothing can stop ends with the process.
/// </summary>
internal static class WorkerProcess
{
    private static readonly TimeSpan GraceAfterStop = TimeSpan.FromSeconds(15);

    /// <param name="notebook">The notebook's full path.</param>
    /// <param name="staging">The folder to write its results to.</param>
    /// <param name="parameters">Values for the notebook's parameters.</param>
    /// <param name="cellTimeout">How long one cell may run.</param>
    /// <param name="threads">How many threads the engine may use.</param>
    /// <param name="progress">Told which cell runs.</param>
    /// <param name="cancellation">Stops the notebook; what it has done until then is in the folder.</param>
    public static async Task<WorkerEnd> RunAsync(
        string notebook, string staging, IReadOnlyDictionary<string, string> parameters, TimeSpan cellTimeout, int threads,
        Action<CellProgress> progress, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(DotnetHost(), Arguments(notebook, staging, parameters, cellTimeout))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_PROCESSOR_COUNT"] = threads.ToString(CultureInfo.InvariantCulture);
        using var process = Process.Start(start) ?? throw new UserException("cannot start a process to run notebooks in.");
        var errors = new Queue<string>();
        // Not cancelled: what the process says while it stops is the message.
        var errorReader = Task.Run(async () =>
        {
            while (await process.StandardError.ReadLineAsync() is { } line)
            {
                errors.Enqueue(line);
                if (errors.Count > 20) errors.Dequeue();
            }
        }, CancellationToken.None);
        // A worker stops when its input ends; a signal to the whole terminal group has reached it by itself.
        await using var stop = cancellation.Register(() =>
        {
            process.StandardInput.Close();
            _ = KillLater(process);
        });

        WorkerEnd? end = null;
        while (await process.StandardOutput.ReadLineAsync(CancellationToken.None) is { } line)
        {
            if (Parse(line) is not { } message) continue;
            if (message.Cell is not null) progress(message.Cell);
            end = message.End ?? end;
        }

        await process.WaitForExitAsync(CancellationToken.None);
        await errorReader;
        if (end is not null) return end;
        return cancellation.IsCancellationRequested
            ? new WorkerEnd(RunStatus.Cancelled, null, "stopped", [], ExitCode.Cancelled)
            : new WorkerEnd(
                RunStatus.Failed, null, $"the process that ran the notebook died (code {process.ExitCode})", [.. errors],
                ExitCode.CellFailed);
    }

    private static string DotnetHost()
    {
        // The host of this very runtime, also when this program was started by its own executable.
        var runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        var host = Path.GetFullPath(Path.Combine(runtime, "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));
        return File.Exists(host) ? host : "dotnet";
    }

    private static List<string> Arguments(
        string notebook, string staging, IReadOnlyDictionary<string, string> parameters, TimeSpan cellTimeout)
    {
        var arguments = new List<string>
        {
            Path.Combine(AppContext.BaseDirectory, "ResearchKit.Cli.dll"), WorkerCommand.Name, notebook, "--staging", staging,
            "--timeout", cellTimeout.TotalSeconds.ToString("R", CultureInfo.InvariantCulture),
        };
        foreach (var (name, value) in parameters) arguments.AddRange(["-p", $"{name}={value}"]);
        return arguments;
    }

    private static WorkerMessage? Parse(string line)
    {
        try
        {
            return line.StartsWith('{') ? JsonSerializer.Deserialize<WorkerMessage>(line, WorkerMessage.Json) : null;
        }
        catch (JsonException)
        {
            // Native code that a notebook calls may print past the capture; it is no message of ours.
            return null;
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
