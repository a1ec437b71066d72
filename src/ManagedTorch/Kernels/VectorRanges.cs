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
    public static void For<TWork, T>(TWork work, int count, int grain) where TWork : struct, IVectorWork
    {
        var ranges = new Ranges<TWork, T> { Work = work };
        ThreadPoolWork.For(ref ranges, count, grain);
    }

    /// <summary>The same over one range on the calling thread.</summary>
    public static void Run<TWork, T>(ref TWork work, int start, int end) where TWork : struct, IVectorWork
    {
        SimdLevel level = Simd.Level;
        if (typeof(T) == typeof(float))
        {
            if (level >= SimdLevel.Width512) start = work.Run<V512F>(start, end);
            if (level >= SimdLevel.Width256 && start < end) start = work.Run<V256F>(start, end);
            if (level >= SimdLevel.Width128 && start < end) start = work.Run<V128F>(start, end);
            if (start < end) work.Run<Scalar32>(start, end);
        }
        else if (typeof(T) == typeof(double))
        {
            if (level >= SimdLevel.Width512) start = work.Run<V512D>(start, end);
            if (level >= SimdLevel.Width256 && start < end) start = work.Run<V256D>(start, end);
            if (level >= SimdLevel.Width128 && start < end) start = work.Run<V128D>(start, end);
            if (start < end) work.Run<Scalar64>(start, end);
        }
        else if (typeof(T) == typeof(long))
        {
            work.Run<ScalarInt64>(start, end);
        }
        else
        {
            throw new NotSupportedException($"Kernels take float, double and long, not {typeof(T).Name}.");
        }
    }

    private struct Ranges<TWork, T> : IRangeWork where TWork : struct, IVectorWork
    {
        public TWork Work;
        public void Run(int start, int end) => VectorRanges.Run<TWork, T>(ref Work, start, end);
    }
}
