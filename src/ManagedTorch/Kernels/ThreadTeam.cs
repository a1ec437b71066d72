using System.Runtime.ExceptionServices;

namespace ManagedTorch.Kernels;

/// <summary>
/// The threads beside the caller. They look out for the next job for a moment, then sleep. One job runs at a time; its
/// pieces are claimed one by one from <see cref="_state"/>, so that a thread that comes late finds nothing left and
/// nobody waits for it.
/// </summary>
internal sealed unsafe class ThreadTeam
{
    private const int Spins = 200;
    private const uint Closed = int.MaxValue;

    private readonly SemaphoreSlim[] _wake;
    private readonly ManualResetEventSlim _done = new(false, Spins);
    private volatile bool _stopped;

    // The job. Its fields change only while state is closed; a claim succeeds only if state did not change meanwhile.
    private void* _work;
    private delegate*<void*, int, int, void> _invoke;
    private int _count, _pieces, _open;
    private Exception? _failure;

    /// <summary>Number of the job in the upper half, its next unclaimed piece in the lower.</summary>
    private ulong _state = Closed;

    [ThreadStatic] private static bool _inside;

    public ThreadTeam(int size)
    {
        Size = size;
        _wake = new SemaphoreSlim[size - 1];
        for (int i = 0; i < _wake.Length; i++)
        {
            var signal = _wake[i] = new SemaphoreSlim(0);
            new Thread(() => Loop(signal)) { IsBackground = true, Name = $"ManagedTorch {i + 1}" }.Start();
        }
    }

    /// <summary>Whether this thread is running a piece already.</summary>
    public static bool Inside => _inside;

    /// <summary>Threads, the caller included.</summary>
    public int Size { get; }

    /// <summary>Runs all pieces and returns when the last is done. An exception in one comes out here.</summary>
    public void Run(void* nextWork, delegate*<void*, int, int, void> nextInvoke, int nextCount, int nextPieces)
    {
        ulong job = ((Volatile.Read(ref _state) >> 32) + 1) << 32;
        Interlocked.Exchange(ref _state, job | Closed);
        _work = nextWork;
        _invoke = nextInvoke;
        _count = nextCount;
        _pieces = nextPieces;
        _open = nextPieces;
        _failure = null;
        _done.Reset();
        Interlocked.Exchange(ref _state, job);
        for (int i = 0; i < _wake.Length && i < nextPieces - 1; i++)
            if (_wake[i].CurrentCount == 0) _wake[i].Release();
        _inside = true;
        if (!Claim()) _done.Wait();
        _inside = false;
        if (_failure is { } error) ExceptionDispatchInfo.Capture(error).Throw();
    }

    public void Stop()
    {
        _stopped = true;
        foreach (var one in _wake) one.Release();
    }

    /// <summary>Runs pieces until none is left; true if this thread finished the last one.</summary>
    private bool Claim()
    {
        while (true)
        {
            ulong seen = Volatile.Read(ref _state);
            uint piece = (uint)seen;
            void* currentWork = _work;
            var currentInvoke = _invoke;
            long total = _count;
            int number = _pieces;
            if (piece >= number || piece == Closed) return false;
            if (Interlocked.CompareExchange(ref _state, seen + 1, seen) != seen) continue;
            try
            {
                currentInvoke(currentWork, (int)(total * piece / number), (int)(total * (piece + 1) / number));
            }
            catch (Exception e)
            {
                _failure = e;
            }
            if (Interlocked.Decrement(ref _open) == 0)
            {
                _done.Set();
                return true;
            }
        }
    }

    private void Loop(SemaphoreSlim signal)
    {
        _inside = true;
        while (true)
        {
            var spin = new SpinWait();
            for (int i = 0; i < Spins && signal.CurrentCount == 0; i++) spin.SpinOnce(-1);
            signal.Wait();
            if (_stopped) return;
            Claim();
        }
    }
}
