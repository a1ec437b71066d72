namespace ResearchKit.Notebooks.Sessions;

/// <summary>
/// Which cells of a session are to stop. Each execution has a number; a stop holds for all up to the one that runs,
/// so that it reaches what earlier cells have left running, and no later cell.
/// </summary>
internal sealed class CellStops
{
    // What earlier cells left running may get no time on a busy machine for a while after a stop.
    private static readonly TimeSpan Asked = TimeSpan.FromSeconds(2);
    private static readonly Lock Process = new();
    private static int _requests;
    private readonly Lock _gate = new();
    private readonly List<Thread> _abandoned = [];
    private int _last;
    private int _stopped;
    private bool _raised;

    /// <summary>Begins an execution; returns its number.</summary>
    public int Begin()
    {
        lock (_gate)
        {
            _abandoned.RemoveAll(thread => !thread.IsAlive);
            if (_raised && _abandoned.Count == 0) _ = LowerAsync(_stopped);
            return ++_last;
        }
    }

    /// <summary>Ends the request after a while, unless there is another stop or an abandoned thread by then.</summary>
    private async Task LowerAsync(int stopped)
    {
        await Task.Delay(Asked).ConfigureAwait(false);
        lock (_gate)
        {
            if (!_raised || _stopped != stopped || _abandoned.Count > 0) return;
            Request(-1);
            _raised = false;
        }
    }

    /// <summary>Stops what runs.</summary>
    public void Stop()
    {
        lock (_gate)
        {
            Volatile.Write(ref _stopped, _last);
            if (!_raised) Request(1);
            _raised = true;
        }
    }

    /// <summary>The thread does not answer: it is asked until it ends.</summary>
    public void Abandon(Thread thread)
    {
        lock (_gate) _abandoned.Add(thread);
    }

    /// <summary>Whether an execution is to stop.</summary>
    public bool IsStopped(int number) => number <= Volatile.Read(ref _stopped);

    /// <summary>While there is a request, every cell of the process asks more closely.</summary>
    private static void Request(int more)
    {
        lock (Process)
        {
            _requests += more;
            CellStop.Requested = _requests > 0;
            EngineStop.Set(_requests > 0 ? CellStop.Check : null);
        }
    }
}
