using System.Runtime.CompilerServices;

namespace ManagedTorch.Kernels;

/// <summary>Work over outputs [start, end) in groups of exactly 16 lanes of type T (float or double).</summary>
internal interface IFixedLaneWork
{
    void Run<V, T>(int start, int end) where V : struct, ISimdVector<V, T> where T : unmanaged;
}

/// <summary>Runs 16-lane work on whatever vectors there are: 16 lanes are one, two, four, eight or sixteen
/// registers.</summary>
internal static class FixedLaneReduction
{
    public const int Count = 16;

    /// <summary>Shares the outputs [0, count) among the threads, at least <paramref name="grain"/> each.</summary>
    public static void For<TWork, T>(TWork work, int count, int grain)
        where TWork : struct, IFixedLaneWork where T : unmanaged
    {
        if (count <= grain)
        {
            Run<TWork, T>(ref work, 0, count);
            return;
        }
        var ranges = new Ranges<TWork, T> { Work = work };
        ThreadPoolWork.For(ref ranges, count, grain);
    }

    private struct Ranges<TWork, T> : IRangeWork where TWork : struct, IFixedLaneWork where T : unmanaged
    {
        public TWork Work;
        public void Run(int start, int end) => FixedLaneReduction.Run<TWork, T>(ref Work, start, end);
    }

    private static void Run<TWork, T>(ref TWork work, int start, int end)
        where TWork : struct, IFixedLaneWork where T : unmanaged
    {
        var paired = new Paired<TWork>(ref work, start, end);
        SimdDispatch.Run<T, Paired<TWork>>(Simd.Level, ref paired);
    }

    /// <summary>Doubles vectors until they have 16 lanes.</summary>
    private readonly ref struct Paired<TWork>(ref TWork work, int start, int end) : IForVector
        where TWork : struct, IFixedLaneWork
    {
        private readonly ref TWork _work = ref work;

        public void Run<V, T>() where V : struct, ISimdVector<V, T> where T : unmanaged
        {
            if (V.Count == Count) _work.Run<V, T>(start, end);
            else if (V.Count == Count / 2) _work.Run<Pair<V, T>, T>(start, end);
            else if (V.Count == Count / 4) _work.Run<Pair<Pair<V, T>, T>, T>(start, end);
            else if (V.Count == Count / 8) _work.Run<Pair<Pair<Pair<V, T>, T>, T>, T>(start, end);
            else _work.Run<Pair<Pair<Pair<Pair<V, T>, T>, T>, T>, T>(start, end);
        }
    }
}
