using System.Collections.Concurrent;

namespace ResearchKit.Notebooks.Sessions;

/// <summary>
/// Brings what follows an <c>await</c> back to the cell's own thread, the only one that an interrupt can stop. A
/// cell that blocks this thread on a task (<c>.Result</c>) would wait for ever for its own continuation; such work
/// goes to the thread pool instead.
/// </summary>
internal sealed class CellPump : SynchronizationContext
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(20);
    private readonly BlockingCollection<Item> _queue = [];
    private readonly Thread _owner = Thread.CurrentThread;
    private volatile bool _waiting;
    private volatile bool _ended;
    private volatile bool _stopped;

    public override void Post(SendOrPostCallback callback, object? state)
    {
        // What an interrupt has stopped does not go on.
        if (_stopped) return;
        var item = new Item(callback, state);
        _queue.Add(item);
        if (!_waiting) _ = RescueAsync(item);
    }

    public override void Send(SendOrPostCallback callback, object? state) => callback(state);

    public override SynchronizationContext CreateCopy() => this;

    /// <summary>
    /// Runs posted work on this thread until <paramref name="task"/> has ended. What a cell has left running goes on
    /// afterwards, on the thread pool.
    /// </summary>
    public void RunUntil(Task task, CancellationToken cancellation)
    {
        task.ContinueWith(_ => _queue.Add(new Item(static _ => { }, null)), TaskScheduler.Default);
        try
        {
            while (!task.IsCompleted)
            {
                _waiting = true;
                var item = _queue.Take(cancellation);
                _waiting = false;
                item.RunOnce();
            }

            while (_queue.TryTake(out var item)) item.RunOnce();
        }
        finally
        {
            _waiting = false;
            _stopped = cancellation.IsCancellationRequested;
            _ended = true;
        }
    }

    private async Task RescueAsync(Item item)
    {
        while (!item.Taken && !_stopped)
        {
            if (!_ended) await Task.Delay(Patience).ConfigureAwait(false);
            else await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            if (_ended || (!_waiting && (_owner.ThreadState & ThreadState.WaitSleepJoin) != 0)) item.RunOnce();
        }
    }

    private sealed class Item(SendOrPostCallback callback, object? state)
    {
        private int _taken;

        public bool Taken => Volatile.Read(ref _taken) != 0;

        public void RunOnce()
        {
            if (Interlocked.Exchange(ref _taken, 1) == 0) callback(state);
        }
    }
}
