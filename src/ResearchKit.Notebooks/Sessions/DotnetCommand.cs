using System.Diagnostics;

namespace ResearchKit.Notebooks.Sessions;

/// <summary>Runs the .NET SDK's <c>dotnet</c>; an interrupted cell or command leaves nothing of it behind.</summary>
internal static class DotnetCommand
{
    /// <param name="folder">The working directory.</param>
    /// <param name="purpose">What a message says if there is no SDK: <c>restore Deedle 8.1</c>.</param>
    /// <param name="arguments">Such as <c>restore</c> and a project.</param>
    /// <exception cref="NotebookException">The SDK is not installed.</exception>
    public static (int ExitCode, string Output) Run(
        string folder, string purpose, params IEnumerable<string> arguments) =>
        Run(folder, purpose, CancellationToken.None, arguments);

    /// <summary>The same, and its processes end when <paramref name="cancellation"/> says so.</summary>
    public static (int ExitCode, string Output) Run(
        string folder, string purpose, CancellationToken cancellation, params IEnumerable<string> arguments)
    {
        var host = Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path
            : "dotnet";
        var start = new ProcessStartInfo(host, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        // A build server that stays behind would keep the pipes open, and the cell waiting.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["UseSharedCompilation"] = "false";
        // A limit on this process's cores must not reach the SDK through its environment.
        start.Environment.Remove("DOTNET_PROCESSOR_COUNT");
        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new NotebookException($"cannot {purpose}: the .NET SDK's `dotnet` is not on the PATH", e);
        }

        using (process)
        {
            try
            {
                // Waiting on tasks, unlike reading a pipe, is something that an interrupt can end.
                var output = process.StandardOutput.ReadToEndAsync();
                var errors = process.StandardError.ReadToEndAsync();
                Task.WaitAll([output, errors], cancellation);
                process.WaitForExit();
                return (process.ExitCode, output.Result + errors.Result);
            }
            finally
            {
                if (!process.HasExited) process.Kill(entireProcessTree: true);
            }
        }
    }
}
