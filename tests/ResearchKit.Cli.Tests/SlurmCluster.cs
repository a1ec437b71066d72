using System.Diagnostics;

namespace ResearchKit.Cli.Tests;

/// <summary>A real Slurm on this machine, for as long as a class of tests runs; absent where it is not
/// installed.</summary>
public sealed class SlurmCluster : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("researchkit-slurm-").FullName;
    private readonly string? _missing;

    public SlurmCluster()
    {
        if (OperatingSystem.IsWindows())
        {
            _missing = "there is no Slurm on Windows";
            return;
        }

        var (exit, output) = Script("start");
        if (exit == 0) Environment.SetEnvironmentVariable("SLURM_CONF", Path.Combine(_folder, "slurm.conf"));
        else _missing = output.Trim();
    }

    /// <summary>Skips the test where there is no Slurm.</summary>
    public void Need() => Assert.SkipWhen(_missing is not null, _missing ?? "");

    /// <summary>Runs one of Slurm's commands.</summary>
    public static string Command(string name, params string[] arguments) => Finish(name, arguments).Output;

    /// <summary>The process of a task that runs for a submission, once there is one.</summary>
    /// <param name="submission">The submission's folder.</param>
    /// <param name="command">The command that waits for it.</param>
    public static Process Task(string submission, Process command)
    {
        while (true)
        {
            Assert.False(command.HasExited, "the command ended before a task of its own was seen");
            foreach (var folder in Directory.GetDirectories("/proc"))
            {
                if (!int.TryParse(Path.GetFileName(folder), out var id)) continue;
                try
                {
                    var words = File.ReadAllText(Path.Combine(folder, "cmdline")).Split('\0');
                    if (words.Contains("explore-task") && words.Contains(submission)) return Process.GetProcessById(id);
                }
                catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
                {
                    // It has ended meanwhile.
                }
            }

            Thread.Yield();
        }
    }

    public void Dispose()
    {
        if (!OperatingSystem.IsWindows()) Script("stop");
        Directory.Delete(_folder, recursive: true);
    }

    private (int Exit, string Output) Script(string action) => Finish("bash",
        Path.Combine(Cli.Reproduction.Repository.TryFind(AppContext.BaseDirectory)!.Root, "environment", "slurm.sh"),
        action, _folder);

    private static (int Exit, string Output) Finish(string program, params string[] arguments)
    {
        // Daemons inherit what is open: their output goes to a file, not to a pipe that would never end.
        var log = Path.GetTempFileName();
        var start = new ProcessStartInfo("bash", ["-c", "\"$@\" > \"$0\" 2>&1", log, program, .. arguments]);
        using var process = Process.Start(start)!;
        process.WaitForExit();
        var output = File.ReadAllText(log);
        File.Delete(log);
        return (process.ExitCode, output);
    }
}
