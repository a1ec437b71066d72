using System.Text.Json;

namespace ResearchKit.Benchmarks.Judging;

/// <summary>Lets a judge rate many answers, several at a time, through a cache.</summary>
public static class JudgeRun
{
    /// <summary>
    /// The replies in the order of the prompts. Prompts with a cached reply are not asked again. If the judge fails,
    /// what came before is in the cache.
    /// </summary>
    /// <param name="judge">The judge.</param>
    /// <param name="prompts">What it is asked.</param>
    /// <param name="cache">Where replies are kept.</param>
    /// <param name="atOnce">How many requests are under way at a time.</param>
    /// <param name="progress">Told how many replies there are; null for nobody.</param>
    /// <param name="cancellation">Stops the run; replies so far are kept.</param>
    /// <exception cref="JudgeException">The judge gives no reply to a prompt.</exception>
    public static async Task<string[]> RepliesAsync(
        IJudge judge, IReadOnlyList<string> prompts, ReplyCache cache, int atOnce = 4, Action<int>? progress = null,
        CancellationToken cancellation = default)
    {
        var replies = new string?[prompts.Count];
        for (var i = 0; i < prompts.Count; i++) replies[i] = cache.Find(judge.Name, prompts[i]);
        var done = replies.Count(r => r is not null);
        progress?.Invoke(done);
        await Parallel.ForEachAsync(
            Enumerable.Range(0, prompts.Count).Where(i => replies[i] is null).ToArray(),
            new ParallelOptions { MaxDegreeOfParallelism = atOnce, CancellationToken = cancellation },
            async (i, token) =>
            {
                var reply = await judge.ReplyAsync(prompts[i], token).ConfigureAwait(false);
                cache.Add(judge.Name, prompts[i], reply);
                replies[i] = reply;
                progress?.Invoke(Interlocked.Increment(ref done));
            }).ConfigureAwait(false);
        return replies!;
    }

    /// <summary>Writes replies as the rows that the input <c>replies</c> of MMHal-Bench reads.</summary>
    public static void Write(string path, IEnumerable<string> replies) =>
        AtomicFile.WriteLines(path, replies.Select(reply => JsonSerializer.Serialize(new { reply })));
}
