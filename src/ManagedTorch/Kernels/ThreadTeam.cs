using System.Runtime.ExceptionServices;

namespace ManagedTorch.Kernels;

/// <summary>
/// The threads beside the caller. They look out for the next job for a moment, then sleep. One job runs at a time; its
/// pieces are claimed one by one from <see cref="state"/>, so that a thread that comes late finds nothing left and
/// nobody waits for it.
/// </summary>
internal sealed unsafe class ThreadTeam
{
    private const int Spins = 200;
    private const uint Closed = int.MaxValue;

    private readonly SemaphoreSlim[] wake;
    private readonly ManualResetEventSlim done = new(false, Spins);
    private volatile bool stopped;

    // The job. Its fields change only while state is closed; a claim succeeds only if state did not change meanwhile.
    private void* work;
    private delegate*<void*, int, int, void> invoke;
    private int count, pieces, open;
    private Exception? failure;

    /// <summary>Number of the job in the upper half, its next unclaimed piece in the lower.</summary>
    private ulong state = Closed;

    [ThreadStatic] private static bool inside;

    public ThreadTeam(int size)
    {
        Size = size;
        wake = new SemaphoreSlim[size - 1];
        for (int i = 0; i < wake.Length; i++)
        {
            var signal = wake[i] = new SemaphoreSlim(0);
            new Thread(() => Loop(signal)) { IsBackground = true, Name = $"ManagedTorch {i + 1}" }.Start();
        }
    }

    /// <summary>Whether this thread is running a piece already.</summary>
    public static bool Inside => inside;

    /// <summary>Threads, the caller included.</summary>
    public int Size { get; }

    /// <summary>Runs all pieces and returns when the last is done. An exception in one comes out here.</summary>
    public void Run(void* nextWork, delegate*<void*, int, int, void> nextInvoke, int nextCount, int nextPieces)
    {
        ulong job = ((Volatile.Read(ref state) >> 32) + 1) << 32;
        Interlocked.Exchange(ref state, job | Closed);
        work = nextWork;
        invoke = nextInvoke;
        count = nextCount;
        pieces = nextPieces;
        open = nextPieces;
        failure = null;
        done.Reset();
        Interlocked.Exchange(ref state, job);
        for (int i = 0; i < wake.Length && i < nextPieces - 1; i++)
            if (wake[i].CurrentCount == 0) wake[i].Release();
        inside = true;
        if (!Claim()) done.Wait();
        inside = false;
        if (failure is { } error) ExceptionDispatchInfo.Capture(error).Throw();
    }

    public void Stop()
    {
        stopped = true;
        foreach (var one in wake) one.Release();
    }

    /// <summary>Runs pieces until none is left; true if this thread finished the last one.</summary>
    private bool Claim()
    {
        while (true)
        {
            ulong seen = Volatile.Read(ref state);
            uint piece = (uint)seen;
            void* currentWork = work;
            var currentInvoke = invoke;
            long total = count;
            int number = pieces;
            if (piece >= number || piece == Closed) return false;
            if (Interlocked.CompareExchange(ref state, seen + 1, seen) != seen) continue;
            try
            {
                currentInvoke(currentWork, (int)(total * piece / number), (int)(total * (piece + 1) / number));
            }
            catch (Exception e)
            {
                failure = e;
            }
            if (Interlocked.Decrement(ref open) == 0)
            {
                done.Set();
                return true;
            }
        }
    }

    private void Loop(SemaphoreSlim signal)
    {
        inside = true;
        while (true)
        {
            var spin = new SpinWait();
            for (int i = 0; i < Spins && signal.CurrentCount == 0; i++) spin.SpinOnce(-1);
            signal.Wait();
            if (stopped) return;
            Claim();
        }
    }
}
