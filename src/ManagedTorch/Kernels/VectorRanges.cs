namespace ManagedTorch.Kernels;

/// <summary>Element-independent work: handles whole vectors of [start, end) and returns the first element
/// left.</summary>
internal interface IVectorWork
{
    int Run<V>(int start, int end) where V : struct, ISimdVector<V>;
}

/// <summary>Runs such work over [0, count): widest vectors first, then narrower ones for the rest, on the
/// threads.</summary>
internal static class VectorRanges
{
    /// <summary>Threads take at least <paramref name="grain"/> elements each.</summary>
    public static void For<TWork, T>(TWork work, int count, int grain)
        where TWork : struct, IVectorWork where T : unmanaged
    {
        var ranges = new Ranges<TWork, T> { Work = work };
        ThreadPoolWork.For(ref ranges, count, grain);
    }

    /// <summary>The same over one range on the calling thread.</summary>
    public static void Run<TWork, T>(ref TWork work, int start, int end)
        where TWork : struct, IVectorWork where T : unmanaged
    {
        var rest = new Rest<TWork>(ref work, start, end);
        foreach (var level in (ReadOnlySpan<SimdLevel>)
            [SimdLevel.Width512, SimdLevel.Width256, SimdLevel.Width128, SimdLevel.Scalar])
            if (level <= Simd.Level && rest.Start < end) SimdDispatch.Run<T, Rest<TWork>>(level, ref rest);
    }

    private ref struct Rest<TWork>(ref TWork work, int start, int end) : IForVector where TWork : struct, IVectorWork
    {
        private readonly ref TWork _work = ref work;

        public int Start { get; private set; } = start;

        public void Run<V, T>() where V : struct, ISimdVector<V, T> where T : unmanaged =>
            Start = _work.Run<V>(Start, end);
    }

    private struct Ranges<TWork, T> : IRangeWork where TWork : struct, IVectorWork where T : unmanaged
    {
        public TWork Work;
        public void Run(int start, int end) => VectorRanges.Run<TWork, T>(ref Work, start, end);
    }
}
