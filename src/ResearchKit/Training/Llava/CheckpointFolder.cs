using System.Text.Json;
using ResearchKit.Models;
using ResearchKit.Models.Llava;

namespace ResearchKit.Training.Llava;

/// <summary>
/// Checkpoints of one training: <c>checkpoint-120</c> holds weights (or LoRA's), the optimizer's state and the history
/// after 120 updates. A checkpoint appears under its name when it is complete; the newest is kept, and the one before
/// it until then.
/// </summary>
/// <param name="folder">Created if need be.</param>
/// <param name="fingerprint">
/// A text that says what is trained how, on what: a checkpoint with another one is not gone on from.
/// </param>
public sealed class CheckpointFolder(string folder, string fingerprint)
{
    private const string Prefix = "checkpoint-", StateFile = "trainer_state.json", OptimizerFile = "optimizer.bin";

    /// <summary>The newest checkpoint's folder, or null.</summary>
    public string? Newest => Directory.Exists(folder)
        ? Directory.EnumerateDirectories(folder, Prefix + "*").Where(d => StepOf(d) is not null).MaxBy(StepOf)
        : null;

    internal void Save(TrainingState state, int step)
    {
        Directory.CreateDirectory(folder);
        var target = Path.Combine(folder, $"{Prefix}{step}");
        var unfinished = Path.Combine(folder, $"unfinished-{step}");
        if (Directory.Exists(unfinished)) Directory.Delete(unfinished, recursive: true);
        Directory.CreateDirectory(unfinished);
        try
        {
            Write(state, step, unfinished);
        }
        catch
        {
            Directory.Delete(unfinished, recursive: true); // it would only fill the disk further
            throw;
        }
        var before = Newest;
        if (Directory.Exists(target)) Directory.Delete(target, recursive: true);
        Directory.Move(unfinished, target);
        if (before is not null && before != target) Directory.Delete(before, recursive: true);
    }

    private void Write(TrainingState state, int step, string unfinished)
    {
        if (state.Adapter is { } adapter) adapter.Save(unfinished);
        else LlavaCheckpoint.Save(state.Policy, unfinished);
        using (var writer = new BinaryWriter(File.Create(Path.Combine(unfinished, OptimizerFile))))
            state.Optimizer.save_state_dict(writer);
        File.WriteAllText(Path.Combine(unfinished, StateFile), JsonSerializer.Serialize(new Saved(
            step, fingerprint, state.Means.State.ToDictionary(m => m.Key, m => new Mean(m.Value.Mean,
                m.Value.Batches)), state.Records)));
    }

    /// <summary>Goes on from the newest checkpoint.</summary>
    /// <returns>Updates done; 0 if there is no checkpoint.</returns>
    /// <exception cref="ModelFormatException">It is damaged, or of another training.</exception>
    internal int Restore(TrainingState state)
    {
        if (Newest is not { } newest) return 0;
        try
        {
            var saved = JsonSerializer.Deserialize<Saved>(File.ReadAllText(Path.Combine(newest, StateFile)))
                ?? throw new InvalidDataException($"{StateFile} is empty.");
            if (saved.Fingerprint != fingerprint)
                throw new ModelFormatException(
                    $"{newest} is of another training (settings, data or start differ): choose another folder, or " +
                    "remove it");
            if (state.Adapter is { } adapter) adapter.Load(newest);
            else if (LlavaCheckpoint.Fill(state.Policy, newest) is { Complete: false } report)
                throw new ModelFormatException($"{newest}: the weights do not fit the model: {report}");
            using var reader = new BinaryReader(File.OpenRead(Path.Combine(newest, OptimizerFile)));
            SavedOptimizer.Load(state.Optimizer, reader);
            state.Means.Restore(saved.Means.ToDictionary(m => m.Key, m => (m.Value.Value, m.Value.Batches)));
            state.Records.AddRange(saved.Records);
            return saved.Step;
        }
        catch (Exception error)
        when (error is JsonException or IOException or InvalidDataException or InvalidOperationException)
        {
            throw new ModelFormatException($"{newest} is damaged: {JsonProblem.Text(error)}. Remove it to begin anew",
                error);
        }
    }

    private static int? StepOf(string path) =>
        int.TryParse(Path.GetFileName(path)[Prefix.Length..], out var step) ? step : null;

    private sealed record Saved(int Step, string Fingerprint, Dictionary<string, Mean> Means,
        List<MetricRecord> Records);

    private sealed record Mean(double Value, long Batches);
}
