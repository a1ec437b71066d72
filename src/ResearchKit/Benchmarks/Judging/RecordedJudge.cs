namespace ResearchKit.Benchmarks.Judging;

/// <summary>Replies that were recorded before; it asks nobody.</summary>
/// <param name="name">The judge whose replies these are.</param>
/// <param name="cache">The replies.</param>
public sealed class RecordedJudge(string name, ReplyCache cache) : IJudge
{
    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public Task<string> ReplyAsync(string prompt, CancellationToken cancellation) =>
        cache.Find(name, prompt) is { } reply
        ? Task.FromResult(reply)
        : throw new JudgeException($"no reply of '{name}' to this prompt was recorded");
}
