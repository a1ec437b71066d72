using System.Runtime.CompilerServices;

namespace ManagedTorch.Kernels;

/// <summary>A piece of work over the outputs [start, end).</summary>
internal interface IRangeWork
{
    void Run(int start, int end);
}

/// <inheritdoc cref="IRangeWork"/>
internal delegate void RangeAction(int start, int end);

/// <summary>
/// Splits outputs, never sums, over a fixed number of threads: each thread takes one contiguous range, so the result
/// does not depend on their number. Small work, nested work and work that finds the threads busy runs on the caller.
/// </summary>
internal static unsafe class ThreadPoolWork
{
    private static readonly Lock gate = new();
    private static Team? team;
    private static int threads = Environment.ProcessorCount;
    [ThreadStatic] private static bool inside;

    /// <summary>Threads that share large work, the caller included.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    public static int Threads
    {
        get => threads;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            threads = value;
        }
    }

    /// <summary>Runs <paramref name="work"/> over [0, count), in pieces of at least <paramref name="grain"/>.</summary>
    public static void For<TWork>(ref TWork work, int count, int grain) where TWork : struct, IRangeWork
    {
        int pieces = (int)Math.Min(threads, ((long)count + grain - 1) / Math.Max(grain, 1));
        if (pieces <= 1 || inside || !gate.TryEnter())
        {
            if (count > 0) work.Run(0, count);
            return;
        }
        inside = true;
        try
        {
            if (team is null || team.Size != threads)
            {
                team?.Stop();
                team = new Team(threads);
            }
            // The work stays where it is, on the caller's stack, until every thread is done.
#pragma warning disable CS8500 // pointer to a type that may hold references
            fixed (TWork* pointer = &work)
#pragma warning restore CS8500
                team.Run(new Job { Work = pointer, Count = count, Pieces = pieces, Invoke = &Call<TWork> });
        }
        finally
        {
            inside = false;
            gate.Exit();
        }
    }

    /// <inheritdoc cref="For{TWork}"/>
    public static void For(int count, int grain, RangeAction action)
    {
        var work = new ActionWork { Action = action };
        For(ref work, count, grain);
    }

    private static void Call<TWork>(void* work, int start, int end) where TWork : struct, IRangeWork =>
        Unsafe.AsRef<TWork>(work).Run(start, end);

    private struct ActionWork : IRangeWork
    {
        public RangeAction Action;
        public readonly void Run(int start, int end) => Action(start, end);
    }

    private struct Job
    {
        public void* Work;
        public int Count, Pieces;
        public delegate*<void*, int, int, void> Invoke;

        public readonly void Piece(int index) => Invoke(
            Work, (int)((long)Count * index / Pieces), (int)((long)Count * (index + 1) / Pieces));
    }

    /// <summary>The threads beside the caller. They spin briefly for the next job, then sleep.</summary>
    private sealed class Team
    {
        private const int Spins = 300;
        private readonly SemaphoreSlim[] wake;
        private readonly ManualResetEventSlim done = new(false, Spins);
        private Job job;
        private int open;
        private Exception? failure;
        private volatile bool stopped;

        public Team(int size)
        {
            Size = size;
            wake = new SemaphoreSlim[size - 1];
            for (int i = 0; i < wake.Length; i++)
            {
                wake[i] = new SemaphoreSlim(0);
                int index = i;
                new Thread(() => Loop(index)) { IsBackground = true, Name = $"ManagedTorch {i + 1}" }.Start();
            }
        }

        public int Size { get; }

        public void Run(Job next)
        {
            job = next;
            failure = null;
            open = next.Pieces - 1;
            done.Reset();
            for (int i = 0; i < next.Pieces - 1; i++) wake[i].Release();
            Exception? mine = null;
            try { next.Piece(next.Pieces - 1); }
            catch (Exception e) { mine = e; }
            done.Wait();
            if ((mine ?? failure) is { } error)
                System.Runtime.ExceptionServices.ExceptionDispatchInfo.Capture(error).Throw();
        }

        public void Stop()
        {
            stopped = true;
            foreach (var one in wake) one.Release();
        }

        private void Loop(int index)
        {
            inside = true;
            while (true)
            {
                var spin = new SpinWait();
                for (int i = 0; i < Spins && wake[index].CurrentCount == 0; i++) spin.SpinOnce(-1);
                wake[index].Wait();
                if (stopped) return;
                try { job.Piece(index); }
                catch (Exception e) { failure = e; }
                if (Interlocked.Decrement(ref open) == 0) done.Set();
            }
        }
    }
}
