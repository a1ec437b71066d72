using ResearchKit.Losses.Contract;

namespace ResearchKit.Experiments.Explorations;

/// <summary>How far an exploration is.</summary>
/// <param name="Done">Runs whose results are there.</param>
/// <param name="Cached">Those of them that were there before.</param>
/// <param name="Of">All runs.</param>
public readonly record struct ExplorationProgress(int Done, int Cached, int Of);

/// <summary>Runs what is not cached, worlds in parallel, and keeps every run as soon as it has ended.</summary>
/// <param name="lab">Where to run.</param>
/// <param name="cache">Where results are kept.</param>
public sealed class Explorer(ExplorationLab lab, RunCache cache)
{
    /// <summary>All runs, in their order: from the cache, or run now.</summary>
    /// <param name="runs">What to run; see <see cref="ExplorationGrid.Runs"/>.</param>
    /// <param name="threads">Worlds at the same time. Results do not depend on it.</param>
    /// <param name="progress">Told after every run, from any thread.</param>
    /// <param name="cancellation">Stops before the next run; runs that have ended stay kept.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public IReadOnlyList<ExplorationRun> Run(
        IReadOnlyList<(RunInputs Inputs, PreferenceLoss Loss)> runs, int threads,
        Action<ExplorationProgress>? progress = null, CancellationToken cancellation = default)
    {
        var code = CodeVersion.Current;
        var results = new ExplorationRun?[runs.Count];
        for (var i = 0; i < runs.Count; i++) results[i] = cache.Find(runs[i].Inputs, code);
        var cached = results.Count(r => r is not null);
        var done = cached;
        progress?.Invoke(new(done, cached, runs.Count));

        var missing = Enumerable.Range(0, runs.Count).Where(i => results[i] is null)
            .GroupBy(i => string.Join('\n', lab.WorldParameters.Append("seed").Select(p => runs[i].Inputs[p])));
        var options = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation };
        // One at a time off the list: a world that takes long does not keep others waiting behind it.
        var worlds = System.Collections.Concurrent.Partitioner.Create(
            missing.Select(w => w.ToArray()), System.Collections.Concurrent.EnumerablePartitionerOptions.NoBuffering);
        Parallel.ForEach(worlds, options, world =>
        {
            var train = lab.Open(runs[world[0]].Inputs);
            foreach (var i in world)
            {
                cancellation.ThrowIfCancellationRequested();
                cache.Keep(new ExplorationRun(runs[i].Inputs, code, train(runs[i].Inputs, runs[i].Loss)));
                // Read back: a result is the same whether it was run now or before.
                results[i] = cache.Find(runs[i].Inputs, code)
                    ?? throw new IOException($"{cache.PathOf(runs[i].Inputs, code)} cannot be read back.");
                progress?.Invoke(new(Interlocked.Increment(ref done), cached, runs.Count));
            }
        });
        return results!;
    }
}
