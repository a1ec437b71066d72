using ResearchKit.Losses.Contract;

namespace ResearchKit.Experiments.Explorations.Slurm;

/// <summary>
/// Runs an exploration on a cluster. What is not kept and not in the queue is submitted as an array job; what ends
/// without its results (killed, out of time, a node that died) is submitted again. All state is in files and in Slurm's
/// queue, so that it may be stopped and started again at any moment, and by another process.
/// </summary>
/// <param name="lab">Where to run.</param>
/// <param name="cache">Where runs are kept, for all machines.</param>
/// <param name="folder">The folder of submissions.</param>
/// <param name="command">The program that runs a task, see <see cref="SlurmSubmission.Submit"/>.</param>
/// <param name="options">What the cluster must know.</param>
public sealed class SlurmExplorer(
    ExplorationLab lab, RunCache cache, string folder, IReadOnlyList<string> command, SlurmOptions options)
{
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(15);

    private readonly string _code = CodeVersion.Current;
    private readonly Dictionary<RunInputs, string> _failures = [];
    private readonly Dictionary<RunInputs, int> _deaths = [];
    private readonly HashSet<SlurmTaskId> _ended = [];
    private readonly HashSet<SlurmTaskId> _gone = [];
    private readonly HashSet<SlurmTaskId> _ran = [];
    private readonly HashSet<string> _told = [];
    private List<SlurmSubmission> _submissions = [];
    private bool _submitted;

    /// <summary>What a user should know: jobs that were submitted, tasks that died.</summary>
    public Action<string> Note { get; init; } = _ => { };

    /// <summary>How far it is.</summary>
    public Action<ExplorationProgress> Progress { get; init; } = _ => { };

    /// <summary>The jobs that wait or run for this exploration.</summary>
    public IReadOnlyList<long> Jobs { get; private set; } = [];

    /// <summary>Submits what must be, and waits for all runs.</summary>
    /// <param name="runs">What to run; see <see cref="ExplorationGrid.Runs"/>.</param>
    /// <param name="wait">Whether to wait; if not, what is there by now comes back.</param>
    /// <param name="cancellation">Stops the waiting; jobs go on.</param>
    /// <exception cref="SlurmException">A command of Slurm is missing or rejects it.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public ExplorationResult Run(
        IReadOnlyList<(RunInputs Inputs, PreferenceLoss Loss)> runs, bool wait, CancellationToken cancellation)
    {
        var missing = runs.Select(r => r.Inputs).Where(i => cache.Find(i, _code) is null).ToHashSet();
        options.Check();
        // Without Slurm nothing is written.
        if (missing.Count > 0) SlurmCommands.Queue();
        foreach (var damaged in missing) cache.Discard(damaged, _code);
        try
        {
            Wait(runs.Count, missing, wait, cancellation);
        }
        finally
        {
            // What was rejected leaves nothing.
            if (!_submitted) FolderGate.RemoveIfEmpty(folder);
        }

        return new(
            [.. runs.Select(r => cache.Find(r.Inputs, _code)).OfType<ExplorationRun>()],
            [.. runs.Where(r => _failures.ContainsKey(r.Inputs)).Select(r => (r.Inputs, _failures[r.Inputs]))]);
    }

    private void Wait(int count, HashSet<RunInputs> missing, bool wait, CancellationToken cancellation)
    {
        var before = count - missing.Count;
        var (pause, done) = (ShortestWait, before);
        while (Step(missing, cancellation))
        {
            var now = count - missing.Count + _failures.Count;
            Progress(new(now, before, count));
            if (!wait) break;
            pause = now > done ? ShortestWait : pause * 1.5 < LongestWait ? pause * 1.5 : LongestWait;
            done = now;
            cancellation.WaitHandle.WaitOne(pause);
            cancellation.ThrowIfCancellationRequested();
        }

        Progress(new(count - missing.Count + _failures.Count, before, count));
    }

    // Looks at the queue and at the files; false if there is nothing to wait for.
    private bool Step(HashSet<RunInputs> missing, CancellationToken cancellation)
    {
        missing.RemoveWhere(i => cache.Has(i, _code));
        if (missing.Count == 0)
        {
            if (Jobs.Count > 0) CancelIdle();
            return false;
        }

        // Another process with the same command waits here, and finds our tasks in the queue.
        using var gate = FolderGate.Enter(folder, cancellation);
        _submissions = [.. SlurmSubmission.All(folder).Where(s => s.Code == _code)];
        if (Queue() is not { } queue) return true;
        var coming = Coming(queue, missing);
        Jobs = [.. coming.Values.Select(t => t.Job).Distinct().Order()];
        var left = missing.Where(i => !coming.ContainsKey(i) && !_failures.ContainsKey(i)).ToArray();
        if (left.Length > 0) Submit(left);
        return left.Length > 0 || coming.Count > 0;
    }

    // A controller that is busy or restarts says nothing about its jobs.
    private IReadOnlyDictionary<SlurmTaskId, SlurmState>? Queue()
    {
        try
        {
            return SlurmCommands.Queue();
        }
        catch (SlurmException e) when (_submitted)
        {
            if (_told.Add(e.Message)) Note($"{e.Message} It is asked again.");
            return null;
        }
    }

    /// <summary>The missing runs that a task will bring, and looks after tasks that have ended.</summary>
    private Dictionary<RunInputs, SlurmTaskId> Coming(
        IReadOnlyDictionary<SlurmTaskId, SlurmState> queue, HashSet<RunInputs> missing)
    {
        var coming = new Dictionary<RunInputs, SlurmTaskId>();
        var dead = new List<(SlurmSubmission, SlurmTaskId)>();
        foreach (var submission in _submissions)
            for (var task = 0; task < submission.Tasks.Count; task++)
            {
                var id = new SlurmTaskId(submission.Job, task);
                if (_ended.Contains(id)) continue;
                if (queue.TryGetValue(id, out var state)) Waits(id, state);
                else if (_gone.Add(id) && _submitted && !File.Exists(submission.ResultPath(task)))
                {
                    // Its files may take a moment to be seen from here: it is judged the next time.
                }
                else
                {
                    dead.Add((submission, id));
                    continue;
                }

                foreach (var run in submission.Tasks[task].Where(missing.Contains)) coming[run] = id;
            }

        // What a later task will bring is not missed.
        foreach (var (submission, id) in dead)
            End(submission, id,
                [.. submission.Tasks[id.Task].Where(r => missing.Contains(r) && !coming.ContainsKey(r))]);
        return coming;
    }

    private void End(SlurmSubmission submission, SlurmTaskId id, List<RunInputs> left)
    {
        _ended.Add(id);
        var result = SlurmTaskResult.Read(submission.ResultPath(id.Task));
        foreach (var (place, reason) in result?.Failures ?? new Dictionary<int, string>())
            if (left.Remove(submission.Tasks[id.Task][place]))
                _failures[submission.Tasks[id.Task][place]] = reason;
        left.RemoveAll(r => cache.Has(r, _code) || _failures.ContainsKey(r));
        if (left.Count == 0) return;
        var ending = result?.Error ?? SlurmCommands.Ending(id) ?? "it ended without a result";
        Note($"task {id} left {left.Count} of {submission.Tasks[id.Task].Count} runs: {ending}. "
            + $"Its log: {submission.LogPath(id.Task)}");
        foreach (var run in left)
        {
            // What earlier commands saw does not count: the cause may be gone.
            if (_submitted) _deaths[run] = _deaths.GetValueOrDefault(run) + 1;
            if (_deaths.GetValueOrDefault(run) >= options.Attempts)
                _failures[run] = $"given up after {options.Attempts} tasks; the last, {id}: {ending}";
        }
    }

    private void Submit(RunInputs[] left)
    {
        // Runs of one world stay in one task, which prepares it once.
        var worlds = left.GroupBy(i => string.Join('\n', lab.WorldParameters.Append("seed").Select(p => i[p])))
            .Select(w => w.ToArray()).ToArray();
        var count = Math.Min(worlds.Length, options.Tasks);
        var tasks = Enumerable.Range(0, count).Select(t => (IReadOnlyList<RunInputs>)
            [.. worlds.Where((_, w) => w % count == t).SelectMany(w => w)]).ToArray();
        var submission = SlurmSubmission.Submit(folder, lab.Name, tasks, cache.Folder, command, options);
        _submitted = true;
        _submissions.Add(submission);
        Jobs = [.. Jobs, submission.Job];
        Note($"job {submission.Job}: {left.Length} runs in {count} tasks; logs in {submission.Folder}");
    }

    // A node that was taken for dead may have gone on to the end, while its task waits to be run once more.
    private void CancelIdle()
    {
        if (Queue() is not { } queue) return;
        foreach (var submission in _submissions)
            for (var task = 0; task < submission.Tasks.Count; task++)
            {
                var id = new SlurmTaskId(submission.Job, task);
                if (!queue.TryGetValue(id, out var state) || state.State != "PENDING"
                    || !submission.Tasks[task].All(run => cache.Has(run, _code))) continue;
                SlurmCommands.Cancel(id);
                Note($"task {id} waited to run once more and has nothing left to do: it was canceled.");
            }
    }

    private void Waits(SlurmTaskId id, SlurmState state)
    {
        if (state.State == "RUNNING") _ran.Add(id);
        else if (state.State == "PENDING" && _ran.Remove(id))
            Note($"task {id} lost its node; Slurm runs it again ({state.Reason}).");
        var needsHelp = state.Reason.Contains("Held", StringComparison.OrdinalIgnoreCase)
            || state.Reason is "PartitionTimeLimit" or "PartitionNodeLimit" or "DependencyNeverSatisfied"
                or "BadConstraints" or "AssocMaxJobsLimit" or "QOSMaxWallDurationPerJobLimit";
        if (needsHelp && _told.Add($"{id.Job} {state.Reason}"))
            Note($"task {id} waits and will not start by itself: {state.Reason}. See `squeue` and "
                + "`scontrol show job`.");
        var noNode = state.State == "PENDING" && (state.Reason.Contains("NodeNotAvail", StringComparison.Ordinal)
            || state.Reason.Contains("DOWN", StringComparison.Ordinal));
        if (noNode && _told.Add($"{id.Job} no node"))
            Note($"task {id} waits for a node: {state.Reason.TrimEnd('.')}. See `sinfo`.");
    }
}
