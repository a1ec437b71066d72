using ManagedTorch.Kernels;

namespace ManagedTorch.Tests.Kernels;

[Collection(AtEveryWidth.Name)]
public sealed class ElementwiseTests
{
    /// <summary>Ordinary numbers of all sizes, then every special one.</summary>
    private static readonly float[] numbers = Numbers();

    [Fact]
    public void EveryFunctionHasTheSameBitsOnEveryWidth()
    {
        Unary<Neg>(); Unary<Abs>(); Unary<Sign>(); Unary<Square>(); Unary<Sqrt>(); Unary<Rsqrt>(); Unary<Reciprocal>();
        Unary<Floor>(); Unary<Ceil>(); Unary<Trunc>(); Unary<Round>(); Unary<Relu>();
        Unary<Exp>(); Unary<Expm1>(); Unary<Log>(); Unary<Log1p>(); Unary<Log2>(); Unary<Log10>();
        Unary<Tanh>(); Unary<Sigmoid>(); Unary<LogSigmoid>(); Unary<Softplus>(); Unary<Silu>();
        Unary<Erf>(); Unary<GeluErf>(); Unary<GeluTanh>(); Unary<Sin>(); Unary<Cos>();
        Binary<Add>(); Binary<Sub>(); Binary<Mul>(); Binary<Div>(); Binary<Maximum>(); Binary<Minimum>(); Binary<Pow>();
        Binary<TanhGrad>(); Binary<SigmoidGrad>(); Binary<LogSigmoidGrad>(); Binary<SoftplusGrad>(); Binary<ReluGrad>();
        Binary<SiluGrad>(); Binary<GeluErfGrad>(); Binary<GeluTanhGrad>();
    }

    [Fact]
    public void OutputsMayBeTheInputsAtAnyLength()
    {
        for (int n = 0; n < 70; n++)
        {
            float[] x = [.. Enumerable.Range(1, n).Select(i => (float)i)], y = [.. x];
            Elementwise.Unary<Square, float>(y, y);
            Assert.Equal(x.Select(v => v * v), y);
            y = [.. x];
            Elementwise.Binary<Add, float>(y, y, y);
            Assert.Equal(x.Select(v => v + v), y);
        }
    }

    [Fact]
    public void ScalarsMayStandOnEitherSide()
    {
        float[] y = new float[3];
        Elementwise.BinaryScalar<Sub, float>([1, 2, 3], 10, y);
        Assert.Equal([-9f, -8f, -7f], y);
        Elementwise.ScalarBinary<Sub, float>(10, [1, 2, 3], y);
        Assert.Equal([9f, 8f, 7f], y);
        Elementwise.Ternary<Clamp, float>([1, 5, 9], [2, 2, 2], [6, 6, 6], y);
        Assert.Equal([2f, 5f, 6f], y);
    }

    [Fact]
    public void IntegersAddSubtractMultiplyAndCompare()
    {
        long[] y = new long[3];
        Elementwise.Binary<Mul, long>([3, -4, 5], [7, 7, long.MinValue], y);
        Assert.Equal([21L, -28L, long.MinValue], y);
        Elementwise.Binary<Maximum, long>([3, -4, 5], [7, -9, 5], y);
        Assert.Equal([7L, -4L, 5L], y);
        Elementwise.Unary<Neg, long>([3, 0, -5], y);
        Assert.Equal([-3L, 0L, 5L], y);
        Assert.Throws<NotSupportedException>(() => Elementwise.Unary<Exp, long>([1], new long[1]));
    }

    [Fact]
    public void NanPassesThroughMaximumMinimumAndRelu()
    {
        float[] y = new float[2];
        Elementwise.Binary<Maximum, float>([float.NaN, 1], [1, float.NaN], y);
        Assert.All(y, v => Assert.True(float.IsNaN(v)));
        Elementwise.Binary<Minimum, float>([float.NaN, 1], [1, float.NaN], y);
        Assert.All(y, v => Assert.True(float.IsNaN(v)));
        Elementwise.Unary<Relu, float>([float.NaN, -1], y);
        Assert.True(float.IsNaN(y[0]));
        Assert.Equal(0f, y[1]);
    }

    [Fact]
    public void PowHasIeeesSpecialCases()
    {
        double[] special =
            [0.0, -0.0, 1, -1, 2, -2, 0.5, -0.5, 3, -3, 1e300, -1e300, double.PositiveInfinity, double.NegativeInfinity,
                double.NaN];
        foreach (double x in special)
            foreach (double y in special)
            {
                double[] result = new double[1];
                Elementwise.Binary<Pow, double>([x], [y], result);
                double expected = Math.Pow(x, y);
                bool same = expected.Equals(result[0]) || Math.Abs(expected - result[0]) <= 4e-16 * Math.Abs(expected);
                Assert.True(same
                    && double.IsNegative(expected) == double.IsNegative(result[0]) | double.IsNaN(expected),
                    $"{x}^{y}: {result[0]}, not {expected}");
            }
    }

    [Fact]
    public void PowIsWithinTwoUlpInFloat()
    {
        float[] x = new float[100_000], y = new float[x.Length], z = new float[x.Length];
        var random = new Mt19937(2);
        random.Uniform(x, -20, 20);
        Elementwise.Unary<Exp, float>(x, x);
        random.Uniform(y, -4, 4);
        Elementwise.Binary<Pow, float>(x, y, z);
        double worst = Enumerable.Range(0, x.Length).Max(i => Ulp.Error(z[i], Math.Pow(x[i], y[i])));
        Assert.True(worst <= 2, $"{worst} ulp");
    }

    [Fact]
    public void GradientsAreCentralDifferences()
    {
        Gradient<Tanh, TanhGrad>(ofOutput: true);
        Gradient<Sigmoid, SigmoidGrad>(ofOutput: true);
        Gradient<LogSigmoid, LogSigmoidGrad>();
        Gradient<Softplus, SoftplusGrad>();
        Gradient<Silu, SiluGrad>();
        Gradient<GeluErf, GeluErfGrad>();
        Gradient<GeluTanh, GeluTanhGrad>();
        Gradient<Relu, ReluGrad>();
    }

    /// <summary>Float32 has its own formula, in which small tails keep their digits; float64 goes by the error
    /// function.</summary>
    [Fact]
    public void GeluInFloatIsGeluInDouble()
    {
        float[] x = [.. Enumerable.Range(-13_000, 26_001).Select(i => i * 0.001f)], y = new float[x.Length],
            slope = new float[x.Length];
        double[] x64 = [.. x.Select(v => (double)v)], y64 = new double[x.Length], slope64 = new double[x.Length];
        Elementwise.Unary<GeluErf, float>(x, y);
        Elementwise.Unary<GeluErf, double>(x64, y64);
        Elementwise.ScalarBinary<GeluErfGrad, float>(1, x, slope);
        Elementwise.ScalarBinary<GeluErfGrad, double>(1, x64, slope64);
        for (int i = 0; i < x.Length; i++)
        {
            Assert.Equal(y64[i], y[i], 1e-7 * Math.Max(1, x64[i]));
            Assert.Equal(slope64[i], slope[i], 2e-7);
            // Where 1 + erf has digits left in float64.
            if (x[i] is > -6 and < 0) Assert.Equal(1, y[i] / y64[i], 3e-6);
        }
    }

    [Fact]
    public void GeluFarOutIsZeroOrItsArgument()
    {
        float[] y = new float[4];
        Elementwise.Unary<GeluErf, float>([-1e30f, -12.5f, 12.5f, 1e30f], y);
        Assert.Equal([0, 0, 12.5f, 1e30f], y);
        Elementwise.ScalarBinary<GeluErfGrad, float>(1, [-1e30f, -12.5f, 12.5f, 1e30f], y);
        Assert.Equal([0, 0, 1, 1], y);
    }

    private static void Gradient<TOp, TGrad>(bool ofOutput = false) where TOp : struct, IUnary
        where TGrad : struct, IBinary
    {
        double[] x = [-3.1, -1.2, -0.4, 0.3, 0.9, 2.2, 5.5], y = new double[7], g = new double[7], up = new double[7],
            down = new double[7];
        const double h = 1e-5;
        Elementwise.Unary<TOp, double>(x, y);
        Elementwise.ScalarBinary<TGrad, double>(1.7, ofOutput ? y : x, g);
        Elementwise.Unary<TOp, double>([.. x.Select(v => v + h)], up);
        Elementwise.Unary<TOp, double>([.. x.Select(v => v - h)], down);
        for (int i = 0; i < x.Length; i++)
            Assert.Equal(1.7 * (up[i] - down[i]) / (2 * h), g[i], 1e-9);
    }

    private static void Unary<TOp>() where TOp : struct, IUnary
    {
        AtEveryWidth.SameBits(() =>
        {
            float[] y = new float[numbers.Length];
            Elementwise.Unary<TOp, float>(numbers, y);
            return y;
        });
        AtEveryWidth.SameBits(() =>
        {
            double[] x = [.. numbers.Select(v => v * 1.1)], y = new double[x.Length];
            Elementwise.Unary<TOp, double>(x, y);
            return y;
        });
    }

    private static void Binary<TOp>() where TOp : struct, IBinary
    {
        float[] other = [.. numbers.Reverse()];
        AtEveryWidth.SameBits(() =>
        {
            float[] y = new float[numbers.Length];
            Elementwise.Binary<TOp, float>(numbers, other, y);
            return y;
        });
        AtEveryWidth.SameBits(() =>
        {
            double[] x = [.. numbers.Select(v => v * 1.1)], z = [.. other.Select(v => v * 0.9)],
                y = new double[x.Length];
            Elementwise.Binary<TOp, double>(x, z, y);
            return y;
        });
    }

    private static float[] Numbers()
    {
        float[] x = new float[2000];
        new Mt19937(6).Normal(x, 0, 3);
        for (uint i = 0; i < 1000; i++) x[i] = BitConverter.UInt32BitsToSingle(i * 4294967u);
        float[] special =
        [
            0, -0f, 1, -1, float.NaN, float.PositiveInfinity, float.NegativeInfinity, float.MaxValue, float.MinValue,
            float.Epsilon, -float.Epsilon, 1.1754944e-38f, 88.7f, 89, -87.3f, -103.9f, -104, 0.5f, 2.5f, 1e-10f, 20,
            -20,
        ];
        // Long enough that two threads share it.
        return [.. x, .. special, .. new float[40_000].Select((_, i) => (i - 20_000) * 0.003f)];
    }
}
