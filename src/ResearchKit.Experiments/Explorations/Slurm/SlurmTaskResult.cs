using System.Text.Json;

namespace ResearchKit.Experiments.Explorations.Slurm;

/// <summary>
/// What a task leaves beside its runs, as <c>12_3_result.json</c>. A task that was killed leaves none.
/// </summary>
/// <param name="Error">Why the task could not begin; another task would not either. Null if it did.</param>
/// <param name="Failures">By the place of a run in the task, why it failed, such as a loss that is no number.</param>
public sealed record SlurmTaskResult(string? Error, IReadOnlyDictionary<int, string> Failures)
{
    private static readonly JsonSerializerOptions Layout = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>The result of a task; null if there is none, or it is damaged.</summary>
    public static SlurmTaskResult? Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<SlurmTaskResult>(File.ReadAllText(path), Layout);
        }
        catch (Exception e) when (e is IOException or JsonException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Writes it whole.</summary>
    public void Write(string path) => AtomicFile.Write(path, JsonSerializer.Serialize(this, Layout) + "\n");
}
