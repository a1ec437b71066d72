using ManagedTorch.Kernels;

namespace ManagedTorch.Tests.Kernels;

/// <summary>
/// Runs a kernel at every vector width the processor has and on 1 and 2 threads. Width and thread count are global,
/// so tests that change them are in one collection and never overlap.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AtEveryWidth
{
    public const string Name = "vector width";

    internal static IEnumerable<SimdLevel> Levels => Enum.GetValues<SimdLevel>().Where(level => level <= Simd.Widest);

    /// <summary>Fails unless <paramref name="kernel"/> gives the same bits (NaN counts as one value) in all
    /// cases.</summary>
    internal static void SameBits<T>(Func<T[]> kernel) where T : struct
    {
        SimdLevel level = Simd.Level;
        int threads = ThreadPoolWork.Threads;
        try
        {
            T[]? first = null;
            foreach (var width in Levels)
            {
                foreach (int count in (int[])[1, 2])
                {
                    Simd.Level = width;
                    ThreadPoolWork.Threads = count;
                    T[] result = kernel();
                    first ??= result;
                    Compare(first, result, $"{width}, {count} threads");
                }
            }
        }
        finally
        {
            Simd.Level = level;
            ThreadPoolWork.Threads = threads;
        }
    }

    private static void Compare<T>(T[] expected, T[] actual, string where) where T : struct
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
            if (Bits(expected[i]) != Bits(actual[i]))
                Assert.Fail($"Element {i}: {expected[i]:R} with scalars, {actual[i]:R} at {where}.");
    }

    private static long Bits<T>(T value) where T : struct => value switch
    {
        float f => float.IsNaN(f) ? long.MinValue : BitConverter.SingleToInt32Bits(f),
        double d => double.IsNaN(d) ? -1 : BitConverter.DoubleToInt64Bits(d),
        long l => l,
        int n => n,
        _ => throw new NotSupportedException(typeof(T).Name),
    };
}
