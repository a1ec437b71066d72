using System.Globalization;
using System.Runtime;

namespace ResearchKit.Notebooks.Sessions;

/// <summary>Runs a cell on a thread of its own, so that it can be stopped whatever it does.</summary>
internal static class CellThread
{
    private const int StackBytes = 16 << 20;
    private static readonly TimeSpan Ask = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LastResort = TimeSpan.FromMilliseconds(800);
    private static readonly TimeSpan GiveUpEarly = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan GiveUp = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Runs <paramref name="body"/> to its end or until <paramref name="interrupt"/>. What the body throws is thrown
    /// here, except after an interrupt.
    /// </summary>
    /// <param name="body">What runs.</param>
    /// <param name="gate">Held by code that must not be aborted; null if nothing may be.</param>
    /// <param name="interrupt">Stops the body.</param>
    public static CellStatus Run(Func<CancellationToken, Task<CellStatus>> body, object? gate,
        CancellationToken interrupt)
    {
        using var cooperative = new CancellationTokenSource();
        using var abort = new CancellationTokenSource();
        using var finished = new ManualResetEventSlim();
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
#pragma warning disable SYSLIB0046 // A busy loop in a cell must be stopped; nothing else can.
                ControlledExecution.Run(
                    () =>
                    {
                        var task = body(cooperative.Token);
                        pump.RunUntil(task, cooperative.Token);
                        status = task.GetAwaiter().GetResult();
                    },
                    abort.Token);
#pragma warning restore SYSLIB0046
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
        if (!finished.IsSet && !Stop(thread, gate, cooperative, abort)) return CellStatus.Stuck;
        if (failure is not null && !interrupt.IsCancellationRequested)
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
        return failure is null && status == CellStatus.Ok ? CellStatus.Ok
            : interrupt.IsCancellationRequested ? CellStatus.Interrupted
            : status;
    }

    /// <summary>
    /// Asks, which code of cells answers at the next turn of a loop (see <see cref="CellModules"/>), and wakes the
    /// thread from waits. Only who is in a library for long is aborted: on .NET 10 an abort that finds the thread at
    /// a replaced return address ends the process.
    /// </summary>
    private static bool Stop(Thread thread, object? gate, CancellationTokenSource cooperative,
        CancellationTokenSource abort)
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        cooperative.Cancel();
        if (thread.Join(Ask)) return true;
        Thread? last = null;
        while (clock.Elapsed < (gate is null ? GiveUpEarly : GiveUp))
        {
            thread.Interrupt();
            if (thread.Join(Ask)) return true;
            if (gate is null || clock.Elapsed < LastResort || last is not null) continue;
            // Canceling the abort token may itself block: not here.
            last = new Thread(() => Abort(abort, gate)) { IsBackground = true, Name = "cell abort" };
            last.Start();
        }

        return false;
    }

    private static void Abort(CancellationTokenSource abort, object gate)
    {
        try
        {
            lock (gate) abort.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The cell ended first.
        }
    }
}
