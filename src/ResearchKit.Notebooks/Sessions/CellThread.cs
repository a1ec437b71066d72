using System.Globalization;

namespace ResearchKit.Notebooks.Sessions;

/// <summary>Runs a cell on a thread of its own, so that the session can go on whatever the cell does.</summary>
internal static class CellThread
{
    // Deep enough for any sensible recursion; an endless one takes as long to unwind as there are calls.
    private const int StackBytes = 4 << 20;
    private static readonly TimeSpan Ask = TimeSpan.FromMilliseconds(100);
    // A cell that is given up is answered within a second, too; on a machine that has no time for it, it is waited for.
    private static readonly TimeSpan GiveUp = TimeSpan.FromSeconds(0.8);
    private static readonly TimeSpan GiveUpStarved = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan EnoughWork = TimeSpan.FromSeconds(0.3);
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(0.02);

    /// <summary>
    /// Runs <paramref name="body"/> to its end or until <paramref name="interrupt"/>. What the body throws is thrown
    /// here, except after an interrupt.
    /// </summary>
    /// <param name="body">What runs.</param>
    /// <param name="interrupt">Stops the body.</param>
    /// <param name="abandon">Receives the thread if the body does not answer the interrupt: it runs on.</param>
    public static CellStatus Run(
        Func<CancellationToken, Task<CellStatus>> body, Action<Thread> abandon, CancellationToken interrupt)
    {
        // Neither is disposed: a body that is given up comes back to them.
        var cooperative = new CancellationTokenSource();
        var finished = new ManualResetEventSlim();
        var status = CellStatus.Interrupted;
        Exception? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
                CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
                var pump = new CellPump();
                SynchronizationContext.SetSynchronizationContext(pump);
                var task = body(cooperative.Token);
                pump.RunUntil(task, cooperative.Token);
                status = task.GetAwaiter().GetResult();
            }
            catch (Exception e)
            {
                failure = e;
            }
            finally
            {
                finished.Set();
            }
        }, StackBytes)
        { IsBackground = true, Name = "cell" };
        thread.Start();
        WaitHandle.WaitAny([finished.WaitHandle, interrupt.WaitHandle]);
        if (!finished.IsSet && !Stop(thread, cooperative))
        {
            abandon(thread);
            return CellStatus.Stuck;
        }

        if (failure is not null && !interrupt.IsCancellationRequested)
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
        return failure is null && status == CellStatus.Ok ? CellStatus.Ok
            : interrupt.IsCancellationRequested ? CellStatus.Interrupted
            : status;
    }

    /// <summary>
    /// Asks, which code of cells answers at the next turn of a loop (see <see cref="CellStop"/>), and wakes the thread
    /// from waits, again and again: a cell may catch what wakes it.
    /// </summary>
    private static bool Stop(Thread thread, CancellationTokenSource cooperative)
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var before = Environment.CpuUsage.TotalTime;
        cooperative.Cancel();
        if (thread.Join(Ask)) return true;
        while (clock.Elapsed < GiveUp || (clock.Elapsed < GiveUpStarved && IsStarved()))
        {
            thread.Interrupt();
            if (thread.Join(Ask)) return true;
        }

        return false;

        // It works, but has not had the time to come to an end.
        bool IsStarved() => Environment.CpuUsage.TotalTime - before is var used && used > Idle && used < EnoughWork;
    }
}
