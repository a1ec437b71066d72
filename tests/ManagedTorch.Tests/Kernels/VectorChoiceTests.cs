using ManagedTorch.Kernels;

namespace ManagedTorch.Tests.Kernels;

/// <summary>Choices between lanes and powers of two, for which some widths have an instruction, at all
/// widths.</summary>
[Collection(AtEveryWidth.Name)]
public sealed class VectorChoiceTests
{
    private static readonly float[] Values =
    [
        0, -0f, 1, -1, 1.5f, -103.9f, -87.3f, 88.7f, 89, 3e38f, float.Epsilon, float.PositiveInfinity,
        float.NegativeInfinity, float.NaN,
    ];

    [Fact]
    public void TheLargerAndTheSmallerKeepNaNAndTheFirstOfEquals()
    {
        foreach (float bound in Values)
            Same(x => [x < bound ? bound : x, bound < x ? bound : x, x < bound ? 1 : -0f, Larger(x, bound), Smaller(x,
                bound)], bound);

        static float Larger(float a, float b) => float.IsNaN(a) || b <= a ? a : b;
        static float Smaller(float a, float b) => float.IsNaN(a) || a <= b ? a : b;
    }

    [Fact]
    public void PowersOfTwoRoundOnceIntoTheSubnormalRange()
    {
        float[] x = [.. Enumerable.Range(-150, 279).SelectMany(_ => (float[])[0.7071068f, 1, 1.2345679f, 1.4142135f])];
        float[] n = [.. Enumerable.Range(0, x.Length).Select(i => (float)((i / 4) - 150))];
        float[] expected = [.. x.Zip(n, (a, b) => (float)(a * Math.Pow(2, b)))];
        AtEveryWidth.SameBits(() =>
        {
            var y = new float[x.Length];
            Elementwise.Binary<Scaled, float>(x, n, y);
            Assert.Equal(expected, y);
            return y;
        });
    }

    private static void Same(Func<float, float[]> expected, float bound)
    {
        float[] x = [.. Values.SelectMany(v => Enumerable.Repeat(v, 3)), .. Values];
        AtEveryWidth.SameBits(() =>
        {
            float[][] results = [.. Enumerable.Range(0, 5).Select(_ => new float[x.Length])];
            Elementwise.BinaryScalar<AtLeast, float>(x, bound, results[0]);
            Elementwise.BinaryScalar<AtMost, float>(x, bound, results[1]);
            Elementwise.BinaryScalar<IsLess, float>(x, bound, results[2]);
            Elementwise.BinaryScalar<Larger, float>(x, bound, results[3]);
            Elementwise.BinaryScalar<Smaller, float>(x, bound, results[4]);
            for (int i = 0; i < x.Length; i++)
                for (int kind = 0; kind < 5; kind++)
                    Assert.Equal(BitConverter.SingleToInt32Bits(expected(x[i])[kind]) | Quiet(expected(x[i])[kind]),
                        BitConverter.SingleToInt32Bits(results[kind][i]) | Quiet(results[kind][i]));
            return results.SelectMany(r => r).ToArray();
        });
    }

    /// <summary>All NaN count as one.</summary>
    private static int Quiet(float x) => float.IsNaN(x) ? -1 : 0;

    private readonly struct AtLeast : IBinary
    {
        public static V Invoke<V>(V a, V b) where V : struct, ISimdVector<V> => V.AtLeast(b, a);
    }

    private readonly struct AtMost : IBinary
    {
        public static V Invoke<V>(V a, V b) where V : struct, ISimdVector<V> => V.AtMost(b, a);
    }

    private readonly struct IsLess : IBinary
    {
        public static V Invoke<V>(V a, V b) where V : struct, ISimdVector<V> =>
            V.SelectLess(a, b, V.Const(1), V.Const(-0.0));
    }

    private readonly struct Larger : IBinary
    {
        public static V Invoke<V>(V a, V b) where V : struct, ISimdVector<V> => SimdMath.Max(a, b);
    }

    private readonly struct Smaller : IBinary
    {
        public static V Invoke<V>(V a, V b) where V : struct, ISimdVector<V> => SimdMath.Min(a, b);
    }

    private readonly struct Scaled : IBinary
    {
        public static V Invoke<V>(V a, V b) where V : struct, ISimdVector<V> => V.TimesAnyPow2(a, b);
    }
}
