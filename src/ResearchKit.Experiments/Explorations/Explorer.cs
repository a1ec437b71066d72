using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using ResearchKit.Losses.Contract;

namespace ResearchKit.Experiments.Explorations;

/// <summary>How far an exploration is.</summary>
/// <param name="Done">Runs whose results are there.</param>
/// <param name="Cached">Those of them that were there before.</param>
/// <param name="Of">All runs.</param>
/// <param name="Elsewhere">Whether what is left is being made by other processes, for which this one waits.</param>
public readonly record struct ExplorationProgress(int Done, int Cached, int Of, bool Elsewhere = false);

/// <summary>Runs what is not cached, worlds in parallel, and keeps every run as soon as it has ended.</summary>
/// <param name="lab">Where to run.</param>
/// <param name="cache">Where results are kept; nowhere if null.</param>
public sealed class Explorer(ExplorationLab lab, RunCache? cache = null)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>All runs, in their order: from the cache, or run now.</summary>
    /// <param name="runs">What to run; see <see cref="ExplorationGrid.Runs"/>.</param>
    /// <param name="threads">Worlds at the same time. Results do not depend on it.</param>
    /// <param name="progress">Told after every run, from any thread.</param>
    /// <param name="cancellation">Stops before the next run; runs that have ended stay kept.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    /// <exception cref="FileWriteException">A run cannot be kept; those that were stay.</exception>
    public ExplorationResult Run(
        IReadOnlyList<(RunInputs Inputs, PreferenceLoss Loss)> runs, int threads,
        Action<ExplorationProgress>? progress = null, CancellationToken cancellation = default)
    {
        var code = CodeVersion.Current;
        var results = new ExplorationRun?[runs.Count];
        var failures = new string?[runs.Count];
        cache?.RemoveUnfinished();
        for (var i = 0; i < runs.Count; i++) results[i] = cache?.Find(runs[i].Inputs, code);
        var cached = results.Count(r => r is not null);
        var done = cached;
        progress?.Invoke(new(done, cached, runs.Count));

        var missing = Enumerable.Range(0, runs.Count).Where(i => results[i] is null)
            .GroupBy(i => WorldOf(runs[i].Inputs)).ToArray();
        var options = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation };
        // Worlds that other processes have come last: most are done by then.
        var taken = new ConcurrentQueue<IGrouping<string, int>>();
        ForEach(missing, world =>
        {
            if (!TryRun(world)) taken.Enqueue(world);
        });
        if (!taken.IsEmpty) progress?.Invoke(new(Volatile.Read(ref done), cached, runs.Count, Elsewhere: true));
        ForEach([.. taken.OrderBy(w => w.First())], world =>
        {
            while (!TryRun(world)) cancellation.WaitHandle.WaitOne(Pause);
        });

        return new(
            [.. results.OfType<ExplorationRun>()],
            [.. failures.Index().Where(f => f.Item is not null).Select(f => (runs[f.Index].Inputs, f.Item!))]);

        void ForEach(IEnumerable<IGrouping<string, int>> worlds, Action<IGrouping<string, int>> run)
        {
            try
            {
                // One at a time off the list: a world that takes long does not keep others waiting behind it.
                Parallel.ForEach(
                    Partitioner.Create(worlds, EnumerablePartitionerOptions.NoBuffering), options, run);
            }
            catch (AggregateException e)
            {
                // Worlds on several threads may fail of the same full disk: one message is enough.
                ExceptionDispatchInfo.Throw(e.Flatten().InnerExceptions[0]);
            }
        }

        // False while another process has the world.
        bool TryRun(IGrouping<string, int> world)
        {
            cancellation.ThrowIfCancellationRequested();
            using var claim = cache?.TryClaim($"{lab.Name}\n{world.Key}\ncode={code}");
            if (cache is not null && claim is null) return false;
            RunWorld(world);
            return true;
        }

        void RunWorld(IEnumerable<int> world)
        {
            // Another process may have made some meanwhile.
            foreach (var i in world)
                if ((results[i] = cache?.Find(runs[i].Inputs, code)) is not null) Count();
            var left = world.Where(i => results[i] is null).ToArray();
            if (left.Length == 0) return;
            var train = lab.Open(runs[left[0]].Inputs, cancellation);
            foreach (var i in left)
            {
                cancellation.ThrowIfCancellationRequested();
                try
                {
                    results[i] = Kept(new(runs[i].Inputs, code, train(runs[i].Inputs, runs[i].Loss)));
                }
                catch (InvalidOperationException e)
                {
                    failures[i] = e.Message; // a loss that stopped being finite, or that the data does not suit
                }

                Count();
            }
        }

        void Count() => progress?.Invoke(new(Interlocked.Increment(ref done), cached, runs.Count));
    }

    private string WorldOf(RunInputs inputs) =>
        string.Join('\n', lab.WorldParameters.Append("seed").Select(p => inputs[p]));

    // Read back: a result is the same whether it was run now or before.
    private ExplorationRun Kept(ExplorationRun run)
    {
        if (cache is null) return run;
        cache.Keep(run);
        return cache.Find(run.Inputs, run.Code)
            ?? throw new IOException($"{cache.PathOf(run.Inputs, run.Code)} cannot be read back.");
    }
}
