using System.Diagnostics;
using System.Globalization;

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
        Process? found = null;
        SpinWait.SpinUntil(() => command.HasExited || (found = TryFind(submission)) is not null);
        return found
            ?? throw new InvalidOperationException("the command ended before a task of its own was seen");
    }

    private static Process? TryFind(string submission)
    {
        foreach (var id in Tasks(words => words.Contains("explore-task") && words.Contains(submission)))
            try
            {
                return Process.GetProcessById(id);
            }
            catch (ArgumentException)
            {
                // It has ended meanwhile.
            }

        return null;
    }

    // Processes of this machine by the words of their command lines.
    private static IEnumerable<int> Tasks(Func<string[], bool> whose)
    {
        foreach (var folder in Directory.GetDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), out var id)) continue;
            string[] words;
            try
            {
                words = File.ReadAllText(Path.Combine(folder, "cmdline")).Split('\0');
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                continue; // it has ended meanwhile
            }

            if (whose(words)) yield return id;
        }
    }

    /// <summary>
    /// The node dies without a word, and the controller sees at once what it would see after its timeout.
    /// </summary>
    /// <param name="submissions">The folder of the submissions whose tasks run there.</param>
    /// <param name="withTasks">Whether they die with it; if not, the node cannot be reached and goes on.</param>
    public void KillNode(string submissions, bool withTasks)
    {
        IEnumerable<int> Started() => Tasks(words => words.Contains("explore-task")
            && words.Any(w => w.StartsWith(submissions, StringComparison.Ordinal)));
        // A task of which only the shell has begun would be overlooked, and end by itself.
        if (withTasks)
            WaitUntil(() => Command("squeue", "-h", "-r", "-t", "RUNNING", "-o", "%i"),
                said => said.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length == Started().Count());
        Kill(int.Parse(File.ReadAllText(Path.Combine(_folder, "slurmd.pid")), CultureInfo.InvariantCulture));
        if (withTasks)
            foreach (var task in Started())
            {
                Kill(ParentOf(task)); // the step's own daemon, which would report how its task ended
                Kill(task);
            }

        Command("scontrol", "update", $"NodeName={Node}", "State=DOWN", "Reason=died");
    }

    /// <summary>The node comes back.</summary>
    public void StartNode()
    {
        Finish("bash", "-c", $"PATH=$PATH:/usr/sbin:/sbin slurmd -f '{_folder}/slurm.conf'");
        WaitUntil(() => Command("sinfo", "-h", "-o", "%t"), said => said.Trim() is "idle" or "mix" or "alloc"
            or "comp");
    }

    /// <summary>Waits until Slurm has sent what it had to say to its nodes, such as that a task shall end.</summary>
    public void WaitForMessages() => WaitUntil(() => Command("sdiag"),
        said => said.Split('\n').Select(l => l.Split(':'))
            .Where(l => l[0] is "Agent queue size" or "Agent count").All(l => l[1].Trim() == "0"));

    /// <summary>Waits until the queue has a task whose state or reason says so.</summary>
    public void WaitForQueue(string word)
    {
        WaitUntil(() => Command("squeue", "-h", "-r", "-o", "%T %r"), s => s.Contains(word, StringComparison.Ordinal));
    }

    private static void WaitUntil(Func<string> ask, Func<string, bool> enough)
    {
        var time = Stopwatch.StartNew();
        // Each question is a process: asked without a pause they would take a core from what is waited for.
        for (; ask() is var said && !enough(said); Thread.Sleep(50))
            Assert.True(time.Elapsed.TotalMinutes < 1, $"Slurm says: {said}");
    }

    private static string Node => Command("sinfo", "-h", "-o", "%n").Trim();

    private static void Kill(int process)
    {
        try
        {
            using var found = Process.GetProcessById(process);
            found.Kill();
        }
        catch (ArgumentException)
        {
            // It has ended already.
        }
    }

    private static int ParentOf(int process) => int.Parse(
        File.ReadLines($"/proc/{process}/status").First(l => l.StartsWith("PPid:", StringComparison.Ordinal))[5..],
        CultureInfo.InvariantCulture);

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
