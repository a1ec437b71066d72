using System.ComponentModel;
using System.Diagnostics;

namespace ResearchKit.Cli.Diagnosis;

/// <summary>Asks a program for its version.</summary>
internal static class InstalledTool
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>The first line that the program prints, or null if it is not on the PATH or does not answer.</summary>
    public static string? Version(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments)
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                RedirectStandardInput = true,
            })!;
            process.StandardInput.Close();
            process.ErrorDataReceived += static (_, _) => { };
            process.BeginErrorReadLine();
            var line = process.StandardOutput.ReadLineAsync();
            if (line.Wait(Patience) && process.WaitForExit(Patience))
                return process.ExitCode == 0 ? line.Result?.Trim() : null;
            process.Kill(entireProcessTree: true);
            return null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
