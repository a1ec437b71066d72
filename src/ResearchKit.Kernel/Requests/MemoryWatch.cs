using System.Globalization;

namespace ResearchKit.Kernel.Requests;

/// <summary>
/// Stops a cell that allocates without end while there is memory left to say so: at three quarters of what the
/// machine (or the container) has, or at <c>RESEARCHKIT_MEMORY_LIMIT</c> megabytes.
/// </summary>
internal sealed class MemoryWatch : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(25);
    private readonly ManualResetEventSlim _ended = new();
    private readonly Thread _thread;
    private volatile bool _exceeded;

    /// <param name="stop">Stops the cell; called once, on a thread of its own.</param>
    public MemoryWatch(Action stop)
    {
        // What earlier cells hold is not this one's fault: it may always use a tenth more.
        Limit = Math.Max(Allowed(), GC.GetTotalMemory(forceFullCollection: false) + Allowed() / 10);
        _thread = new Thread(() =>
        {
            while (!_ended.Wait(Interval))
            {
                if (GC.GetTotalMemory(forceFullCollection: false) < Limit) continue;
                // It may be garbage that nobody has needed to collect.
                GC.Collect();
                if (GC.GetTotalMemory(forceFullCollection: false) < Limit) continue;
                _exceeded = true;
                stop();
                return;
            }
        })
        { IsBackground = true, Name = "memory" };
        _thread.Start();
    }

    /// <summary>The bytes that may be in use.</summary>
    public long Limit { get; }

    /// <summary>Whether the cell was stopped.</summary>
    public bool Exceeded => _exceeded;

    public void Dispose()
    {
        _ended.Set();
        _thread.Join();
        _ended.Dispose();
    }

    /// <summary>
    /// Lets the runtime reject what goes far beyond the limit: a library that allocates without end asks nobody whether
    /// to stop, and would otherwise end with the process, when the system has no memory left.
    /// </summary>
    public static void LimitHeap()
    {
        AppContext.SetData("GCHeapHardLimit", (ulong)(Allowed() / 100 * 115));
        try
        {
            GC.RefreshMemoryLimit();
        }
        catch (InvalidOperationException)
        {
            // A container's own limit is lower, and holds.
        }
    }

    private static long Allowed() =>
        long.TryParse(Environment.GetEnvironmentVariable("RESEARCHKIT_MEMORY_LIMIT"), CultureInfo.InvariantCulture,
            out var megabytes) && megabytes > 0
            ? megabytes << 20
            : GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4 * 3;
}
