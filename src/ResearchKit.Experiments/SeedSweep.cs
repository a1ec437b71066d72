using TorchSharp;

namespace ResearchKit.Experiments;

/// <summary>Runs one experiment for several seeds, on as many threads as tensors may use.</summary>
public static class SeedSweep
{
    // libtorch shares even a small product among threads of its own. Where the other runs have taken the cores, every
    // product would wait until such a thread gets its turn.
    private static readonly bool SharesProducts = typeof(torch).Assembly.GetType("ManagedTorch.Fused") is null;

    /// <summary>
    /// Runs <paramref name="experiment"/> for seeds <paramref name="first"/> ... <paramref name="first"/> +
    /// <paramref name="count"/> - 1. Each run stays on one thread and takes its randomness from its seed, so the
    /// results are the same bits on any number of threads; they come back in the order of the seeds.
    /// </summary>
    /// <param name="first">The first seed.</param>
    /// <param name="count">How many seeds, at least 1.</param>
    /// <param name="experiment">The experiment; it must not touch anything shared between seeds.</param>
    /// <param name="cancellation">Stops before the next seed starts.</param>
    /// <exception cref="OperationCanceledException">The sweep was canceled.</exception>
    public static T[] Run<T>(int first, int count, Func<int, T> experiment, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        return Run(Enumerable.Range(first, count).ToArray(), experiment, cancellation);
    }

    /// <summary>Runs <paramref name="experiment"/> on what was prepared for each seed, in the same way.</summary>
    /// <param name="prepared">One item per seed.</param>
    /// <param name="experiment">The experiment; it must not touch anything shared between items.</param>
    /// <param name="cancellation">Stops before the next item starts.</param>
    /// <returns>The results in the order of the items.</returns>
    /// <exception cref="OperationCanceledException">The sweep was canceled.</exception>
    public static T[] Run<TItem, T>(
        IReadOnlyList<TItem> prepared, Func<TItem, T> experiment, CancellationToken cancellation = default)
    {
        var results = new T[prepared.Count];
        var options = new ParallelOptions
        {
            MaxDegreeOfParallelism = Math.Max(1, torch.get_num_threads()),
            CancellationToken = cancellation,
        };
        try
        {
            Parallel.For(0, results.Length, options, i =>
            {
                if (SharesProducts) torch.set_num_threads(1); // of the thread that calls
                results[i] = experiment(prepared[i]);
            });
        }
        finally
        {
            if (SharesProducts) torch.set_num_threads(options.MaxDegreeOfParallelism);
        }

        return results;
    }
}
