using System.Collections.Concurrent;
using System.Diagnostics;

namespace ResearchKit.Kernel.Output;

/// <summary>
/// Flushes buffers a moment after they were written to, on a thread of its own: a cell may block or flood the thread
/// pool, and what it printed must still arrive.
/// </summary>
internal sealed class FlushClock
{
    private readonly BlockingCollection<(long Written, StreamBuffer Buffer)> _waiting = [];
    private readonly TimeSpan _moment;

    public FlushClock(TimeSpan moment)
    {
        _moment = moment;
        new Thread(Run) { IsBackground = true, Name = "kernel flush" }.Start();
    }

    /// <summary>Flushes the buffer when the moment has passed.</summary>
    public void Flush(StreamBuffer buffer) => _waiting.Add((Stopwatch.GetTimestamp(), buffer));

    private void Run()
    {
        foreach (var (written, buffer) in _waiting.GetConsumingEnumerable())
        {
            var left = _moment - Stopwatch.GetElapsedTime(written);
            if (left > TimeSpan.Zero) Thread.Sleep(left);
            buffer.Flush();
        }
    }
}
