using ResearchKit.Pairs.Formats;

namespace ResearchKit.Pairs.Building;

/// <summary>
/// Builds pairs into a folder, on several threads, in bounded memory. A build that was killed at any moment goes on
/// where it was when it is run again, and ends with the same bytes as one that was never disturbed; the number of
/// threads changes nothing but the time.
/// </summary>
/// <param name="source">What pairs are built from.</param>
/// <param name="folder">Where they go; created if need be.</param>
public sealed class PairBuild(IPairSource source, string folder)
{
    /// <summary>How many attempts are made at the same time.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>The format of the pairs, a key of <see cref="PairFormat.All"/>.</summary>
    public string Format { get; init; } = "researchkit";

    /// <summary>Whether the images of all candidates are kept, beside the chosen one.</summary>
    public bool KeepCandidates { get; init; }

    /// <summary>Builds what is not built yet.</summary>
    /// <param name="progress">Told after each attempt, on the calling thread.</param>
    /// <param name="cancellation">Stops after the attempts that are under way; what is done is kept.</param>
    /// <returns>What became of the rows, or null if the build was stopped before its end.</returns>
    /// <exception cref="PairBuildException">The folder was begun with other settings or inputs, or is in
    /// use.</exception>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public BuildReport? Run(Action<BuildProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Threads, 1);
        var output = new BuildFolder(folder);
        output.Begin(
            new Dictionary<BuildSetting, string>(source.Settings)
            {
                [BuildSetting.Format] = Format,
                [BuildSetting.KeepCandidates] = KeepCandidates ? "yes" : "no"
            });
        if (output.IsComplete)
        {
            Check(output.Origins());
            Repair(output, output.DamagedAttempts());
            return output.ReadReport();
        }
        using var journal = output.OpenJournal();
        Check(journal.Lines().Select(BuildFolder.OriginOf));
        Repair(output, output.DamagedAttempts(journal));
        output.Clean();
        Continue(output, journal, progress, cancellation);
        return journal.Count < source.Count ? null : output.Finish(journal, PairFormat.All[Format], source.LeftOut);
    }

    private void Check(IEnumerable<PairOrigin> done)
    {
        foreach (var origin in done)
            if (!source.IsUnchanged(origin))
                throw new PairBuildException(
                    $"{folder}: the image {origin.Image} of row {origin.Row} has changed since its pair was built. " +
                    "Choose another folder, or delete this one.");
    }

    // Attempts give the same images again: those that were lost or emptied since they were written are made anew.
    private void Repair(BuildFolder output, IReadOnlyList<int> damaged)
    {
        if (damaged.Count == 0) return;
        var lost = damaged.ToHashSet();
        foreach (var (index, attempt) in source.Attempts().Index())
            if (lost.Contains(index)) output.Save(attempt(), KeepCandidates);
    }

    private void Continue(BuildFolder output, BuildJournal journal, Action<BuildProgress>? progress,
        CancellationToken cancellation)
    {
        var before = journal.Count;
        progress?.Invoke(new(before, source.Count, before));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var scheduler = new ConcurrentExclusiveSchedulerPair(TaskScheduler.Default, Threads).ConcurrentScheduler;
        // Finished attempts wait here as lines of text until those before them are done; their images are on disk.
        var pending = new Queue<Task<string>>();
        try
        {
            foreach (var attempt in source.Attempts().Skip(before))
            {
                if (pending.Count == 8 * Threads) Commit();
                if (cancellation.IsCancellationRequested) break;
                pending.Enqueue(
                    Task.Factory.StartNew(() => output.Save(attempt(), KeepCandidates), stop.Token,
                        TaskCreationOptions.None, scheduler));
            }
            while (pending.Count > 0) Commit();
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The attempts after the last committed one are made again by the next run.
        }
        finally
        {
            stop.Cancel();
            ((Task)Task.WhenAll(pending)).ContinueWith(_ => { }, TaskScheduler.Default).Wait(CancellationToken.None);
        }

        void Commit()
        {
            journal.Append(pending.Peek().GetAwaiter().GetResult());
            pending.Dequeue();
            progress?.Invoke(new(journal.Count, source.Count, before));
        }
    }
}

/// <summary>How far a build is.</summary>
/// <param name="Done">Attempts made, by earlier runs or this one.</param>
/// <param name="Of">Attempts in all.</param>
/// <param name="Before">Attempts that earlier runs made.</param>
public sealed record BuildProgress(int Done, int Of, int Before);
