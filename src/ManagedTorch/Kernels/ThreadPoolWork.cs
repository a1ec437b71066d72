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
/// Splits outputs, never sums, over threads: each output is computed by one thread in one way, so results do not
/// depend on how many threads there are. Small work, nested work and work that finds the threads busy runs on the
/// caller. Nothing is allocated per call.
/// </summary>
internal static unsafe class ThreadPoolWork
{
    /// <summary>Pieces per thread: a thread that the system holds up leaves the rest of its share to the
    /// others.</summary>
    private const int PiecesPerThread = 4;

    private static readonly Lock gate = new();
    private static ThreadTeam? _team;
    private static int _threads = Environment.ProcessorCount;

    /// <summary>Threads that share large work, the caller included.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    public static int Threads
    {
        get => _threads;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            _threads = value;
        }
    }

    /// <summary>Runs <paramref name="work"/> over [0, count), in pieces of at least <paramref name="grain"/>.</summary>
    public static void For<TWork>(ref TWork work, int count, int grain) where TWork : struct, IRangeWork
    {
        long most = ((long)count + grain - 1) / Math.Max(grain, 1);
        if (most <= 1 || _threads == 1 || ThreadTeam.Inside || !gate.TryEnter())
        {
            if (count > 0) work.Run(0, count);
            return;
        }
        try
        {
            if (_team is null || _team.Size != _threads)
            {
                _team?.Stop();
                _team = new ThreadTeam(_threads);
            }
            int pieces = (int)Math.Min(most, most <= _threads ? _threads : _threads * PiecesPerThread);
            // The work stays where it is, on the caller's stack, until every piece is done.
#pragma warning disable CS8500 // pointer to a type that may hold references
            fixed (TWork* pointer = &work) _team.Run(pointer, &Call<TWork>, count, pieces);
#pragma warning restore CS8500
        }
        finally
        {
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
}
