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
    public static void For<TWork, T>(TWork work, int count, int grain) where TWork : struct, IFixedLaneWork
    {
        if (count <= grain)
        {
            Run<TWork, T>(ref work, 0, count);
            return;
        }
        var ranges = new Ranges<TWork, T> { Work = work };
        ThreadPoolWork.For(ref ranges, count, grain);
    }

    private struct Ranges<TWork, T> : IRangeWork where TWork : struct, IFixedLaneWork
    {
        public TWork Work;
        public void Run(int start, int end) => FixedLaneReduction.Run<TWork, T>(ref Work, start, end);
    }

    private static void Run<TWork, T>(ref TWork work, int start, int end) where TWork : struct, IFixedLaneWork
    {
        if (typeof(T) == typeof(float))
        {
            switch (Simd.Level)
            {
                case SimdLevel.Width512: work.Run<V512F, float>(start, end); break;
                case SimdLevel.Width256: work.Run<Pair<V256F, float>, float>(start, end); break;
                case SimdLevel.Width128: work.Run<Pair<Pair<V128F, float>, float>, float>(start, end); break;
                default:
                    work.Run<Pair<Pair<Pair<Pair<Scalar32, float>, float>, float>, float>, float>(start, end);
                    break;
            }
        }
        else if (typeof(T) == typeof(double))
        {
            switch (Simd.Level)
            {
                case SimdLevel.Width512: work.Run<Pair<V512D, double>, double>(start, end); break;
                case SimdLevel.Width256: work.Run<Pair<Pair<V256D, double>, double>, double>(start, end); break;
                case SimdLevel.Width128:
                    work.Run<Pair<Pair<Pair<V128D, double>, double>, double>, double>(start, end);
                    break;
                default:
                    work.Run<Pair<Pair<Pair<Pair<Scalar64, double>, double>, double>, double>, double>(start, end);
                    break;
            }
        }
        else
        {
            throw new NotSupportedException($"This reduction takes float and double, not {typeof(T).Name}.");
        }
    }
}
