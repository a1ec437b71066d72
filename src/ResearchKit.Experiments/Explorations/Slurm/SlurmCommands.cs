using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace ResearchKit.Experiments.Explorations.Slurm;

/// <summary>A task of an array job, as Slurm writes it: <c>12_3</c>.</summary>
/// <param name="Job">The job's number.</param>
/// <param name="Task">The place in the array.</param>
public readonly record struct SlurmTaskId(long Job, int Task)
{
    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Job}_{Task}");
}

/// <summary>The state of a task that waits or runs.</summary>
/// <param name="State">Slurm's word: <c>PENDING</c>, <c>RUNNING</c>, ...</param>
/// <param name="Reason">Why it waits; <c>None</c> if it does not.</param>
public readonly record struct SlurmState(string State, string Reason);

/// <summary>The commands of Slurm that an exploration needs: sbatch, squeue, scancel, sacct or scontrol.</summary>
public static class SlurmCommands
{
    /// <summary>Submits a batch file.</summary>
    /// <param name="folder">Where the job runs and writes its logs.</param>
    /// <param name="file">The name of the batch file there.</param>
    /// <returns>The job's number.</returns>
    /// <exception cref="SlurmException">sbatch is missing or rejects it.</exception>
    public static long Submit(string folder, string file)
    {
        var (exit, output, error) = Run("sbatch", ["--parsable", file], folder);
        // "12" or, where there are several clusters, "12;name".
        if (exit == 0 && long.TryParse(output.Trim().Split(';')[0], CultureInfo.InvariantCulture, out var job))
            return job;
        throw new SlurmException($"sbatch rejected the job: {Said(error.Length > 0 ? error : output)}");
    }

    /// <summary>The user's array tasks that wait or run.</summary>
    /// <exception cref="SlurmException">squeue is missing or the controller does not answer.</exception>
    public static IReadOnlyDictionary<SlurmTaskId, SlurmState> Queue()
    {
        var (exit, output, error) = Run(
            "squeue", ["-h", "-r", "-u", Environment.UserName, "-o", "%i|%T|%r"]);
        if (exit != 0) throw new SlurmException($"squeue does not answer: {Said(error)}");
        var tasks = new Dictionary<SlurmTaskId, SlurmState>();
        foreach (var line in output.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Trim().Split('|') is not [var id, var state, var reason]) continue;
            if (id.Split('_') is [var job, var task] && long.TryParse(job, CultureInfo.InvariantCulture, out var j)
                && int.TryParse(task, CultureInfo.InvariantCulture, out var t)) tasks[new(j, t)] = new(state, reason);
        }

        return tasks;
    }

    /// <summary>Takes a task out of the queue; one that has ended meanwhile is left as it is.</summary>
    public static void Cancel(SlurmTaskId task) => TryRun("scancel", [$"{task}"]);

    /// <summary>
    /// How a task ended, in Slurm's word (<c>CANCELLED</c>, <c>TIMEOUT</c>, <c>NODE_FAIL</c>, <c>OUT_OF_MEMORY</c>,
    /// <c>FAILED</c>): from the accounting where there is one, else from the controller, which soon forgets.
    /// </summary>
    /// <returns>Null if nobody knows.</returns>
    public static string? Ending(SlurmTaskId task)
    {
        var (exit, output, _) = TryRun("sacct", ["-n", "-P", "-X", "-o", "State", "-j", $"{task}"]);
        if (exit == 0 && output.Split('\n')[0].Trim() is { Length: > 0 } state) return state;
        (exit, output, _) = TryRun("scontrol", ["-o", "show", "job", $"{task}"]);
        const string mark = "JobState=";
        var at = output.IndexOf(mark, StringComparison.Ordinal);
        return exit == 0 && at >= 0 ? output[(at + mark.Length)..].Split(' ', '\n')[0] : null;
    }

    private static (int Exit, string Output, string Error) TryRun(string program, string[] arguments)
    {
        try
        {
            return Run(program, arguments);
        }
        catch (SlurmException)
        {
            return (-1, "", "");
        }
    }

    private static (int Exit, string Output, string Error) Run(
        string program, string[] arguments, string? folder = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder ?? "",
        };
        try
        {
            using var process = Process.Start(start)!;
            var error = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, output, error.Result);
        }
        catch (Win32Exception)
        {
            throw new SlurmException(
                $"{program} is not found: a cluster needs Slurm's commands here, as its login node has them. For " +
                $"one on "
                + "this machine: environment/install-optional.sh slurm");
        }
    }

    // "sbatch: error: invalid partition specified: x" and a second line that says no more.
    private static string Said(string text) => string.Join(' ', text.Split('\n')
        .Select(l => l.Replace("sbatch: ", "", StringComparison.Ordinal)
            .Replace("error: ", "", StringComparison.Ordinal).Trim())
        .Where(l => l.Length > 0));
}
