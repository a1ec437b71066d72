using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ResearchKit.Experiments.Explorations.Slurm;

/// <summary>
/// One array job and its folder, laid out as submitit does it: the batch file, what each task is to do, and, per task,
/// two logs and a result. Everything is there before sbatch is called, so that no task can start too early.
/// </summary>
public sealed class SlurmSubmission
{
    private const string TasksFile = "tasks.json", BatchFile = "submission.sh", JobFile = "job";

    private static readonly JsonSerializerOptions Layout = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly Content _content;

    private SlurmSubmission(string folder, long job, Content content) =>
        (Folder, Job, _content) = (folder, job, content);

    /// <summary>The submission's folder.</summary>
    public string Folder { get; }

    /// <summary>The array job's number; 0 until it is submitted.</summary>
    public long Job { get; }

    /// <summary>The code that must run it; see <see cref="CodeVersion"/>.</summary>
    public string Code => _content.Code;

    /// <summary>The lab.</summary>
    public string Lab => _content.Lab;

    /// <summary>Where runs are kept.</summary>
    public string Runs => _content.Runs;

    /// <summary>Worlds that a task runs beside each other.</summary>
    public int Processors => _content.Processors;

    /// <summary>The runs of each task.</summary>
    public IReadOnlyList<IReadOnlyList<RunInputs>> Tasks => field ??=
        [.. _content.Tasks.Select(t => (RunInputs[])[.. t.Select(values => new RunInputs(values))])];

    /// <summary>Where a task's result is.</summary>
    public string ResultPath(int task) => Path.Combine(Folder, $"{new SlurmTaskId(Job, task)}_result.json");

    /// <summary>What a task wrote to stderr, if anything.</summary>
    public string LogPath(int task) => Path.Combine(Folder, $"{new SlurmTaskId(Job, task)}_log.err");

    /// <summary>All submissions in a folder, by age; those that never got a number are left out.</summary>
    public static IReadOnlyList<SlurmSubmission> All(string folder) => !Directory.Exists(folder) ? []
        : [.. Directory.GetDirectories(folder).Order(StringComparer.Ordinal).Select(TryRead)
            .OfType<SlurmSubmission>().Where(s => s.Job > 0)];

    /// <summary>Reads a submission.</summary>
    /// <exception cref="SlurmException">The folder is none.</exception>
    public static SlurmSubmission Read(string folder) => TryRead(folder)
        ?? throw new SlurmException($"{folder} holds no submission: it was moved, removed or damaged.");

    /// <summary>Writes a submission into a new folder and hands it to Slurm.</summary>
    /// <param name="folder">The folder of all submissions.</param>
    /// <param name="lab">The lab's name.</param>
    /// <param name="tasks">The runs of each task.</param>
    /// <param name="runs">Where runs are kept; the same path on all machines.</param>
    /// <param name="command">The program that runs a task and its arguments; the folder comes after them.</param>
    /// <param name="options">What the cluster must know.</param>
    /// <exception cref="SlurmException">sbatch is missing or rejects it; the folder is removed again.</exception>
    /// <exception cref="ArgumentException">An option is not permitted.</exception>
    public static SlurmSubmission Submit(
        string folder, string lab, IReadOnlyList<IReadOnlyList<RunInputs>> tasks, string runs,
        IReadOnlyList<string> command, SlurmOptions options)
    {
        string[] directives = [.. options.Directives(tasks.Count)];
        var content = new Content(
            lab, CodeVersion.Current, runs, options.Processors,
                [.. tasks.Select(t => t.Select(r => r.Identity).ToArray())]);
        var number = Directory.Exists(folder)
            ? Directory.GetDirectories(folder).Select(d => int.TryParse(
                Path.GetFileName(d), CultureInfo.InvariantCulture, out var n) ? n : 0).Append(0).Max() + 1
            : 1;
        var own = Path.Combine(folder, number.ToString("000", CultureInfo.InvariantCulture));
        AtomicFile.Write(Path.Combine(own, TasksFile), JsonSerializer.Serialize(content, Layout) + "\n");
        AtomicFile.WriteLines(Path.Combine(own, BatchFile),
        [
            "#!/bin/bash", .. directives.Select(d => $"#SBATCH {d}"),
            $"exec {string.Join(' ', command.Append(own).Select(ShellWord.Quoted))}",
        ]);
        try
        {
            var job = SlurmCommands.Submit(own, BatchFile);
            AtomicFile.Write(Path.Combine(own, JobFile), job.ToString(CultureInfo.InvariantCulture) + "\n");
            return new(own, job, content);
        }
        catch (SlurmException)
        {
            Directory.Delete(own, recursive: true);
            throw;
        }
    }

    private static SlurmSubmission? TryRead(string folder)
    {
        try
        {
            var content = JsonSerializer.Deserialize<Content>(
                File.ReadAllText(Path.Combine(folder, TasksFile)), Layout);
            var job = Path.Combine(folder, JobFile);
            var number = File.Exists(job) ? long.Parse(File.ReadAllText(job), CultureInfo.InvariantCulture) : 0;
            return content is null ? null : new(Path.GetFullPath(folder), number, content);
        }
        catch (Exception e) when (e is IOException or JsonException or FormatException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private sealed record Content(
        string Lab, string Code, string Runs, int Processors, IReadOnlyDictionary<string, string>[][] Tasks);
}
