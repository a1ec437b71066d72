using ManagedTorch.Kernels;

namespace ManagedTorch.Tests.Kernels;

/// <summary>Float32 functions against float64 ones over the whole range of bit patterns, subnormal and special
/// included.</summary>
[Collection(AtEveryWidth.Name)]
public sealed class ElementaryFloatTests
{
    /// <summary>Every 4099th bit pattern: 1 million numbers of every exponent and both signs.</summary>
    private static readonly float[] everywhere =
        [.. Enumerable.Range(0, (int)(uint.MaxValue / 4099))
            .Select(i => BitConverter.UInt32BitsToSingle((uint)i * 4099u))];

    [Fact] public void ExpIsWithinTwoUlp() => Check<Exp>(Math.Exp, 1.1);
    [Fact] public void Expm1IsWithinTwoUlp() => Check<Expm1>(Expm1Reference, 2);
    [Fact] public void LogIsWithinTwoUlp() => Check<Log>(Math.Log, 1.1);
    [Fact] public void Log2IsWithinTwoUlp() => Check<Log2>(Math.Log2, 2);
    [Fact] public void Log10IsWithinTwoUlp() => Check<Log10>(Math.Log10, 2);
    [Fact] public void Log1pIsWithinTwoUlp() => Check<Log1p>(Log1pReference, 2);
    [Fact] public void TanhIsWithinTwoUlp() => Check<Tanh>(Math.Tanh, 1.5);
    [Fact] public void ErfIsWithinTwoUlp() => Check<Erf>(ErfInDouble, 2);
    [Fact] public void AtanIsWithinTwoUlp() => Check<Atan>(Math.Atan, 2);
    [Fact] public void SigmoidIsWithinThreeUlp() => Check<Sigmoid>(x => 1 / (1 + Math.Exp(-x)), 3);
    [Fact]
    public void SoftplusIsWithinTwoUlp() =>
        Check<Softplus>(x => Math.Max(x, 0) + Log1pReference(Math.Exp(-Math.Abs(x))), 2);
    [Fact]
    public void LogSigmoidIsWithinTwoUlp() =>
        Check<LogSigmoid>(x => Math.Min(x, 0) - Log1pReference(Math.Exp(-Math.Abs(x))), 2);

    [Fact]
    public void TheExponentialOfNegativeNumbersHasTheBitsOfExp() => AtEveryWidth.SameBits(() =>
    {
        float[] x = [.. everywhere.Where(x => x is <= 0 and >= -87), 0, -0f, -87], y = new float[x.Length],
            expected = new float[x.Length];
        Elementwise.Unary<ExpOfNegative, float>(x, y);
        Elementwise.Unary<Exp, float>(x, expected);
        Assert.Equal(expected, y);
        float[] rest = [-87.5f, -1e10f, float.MinValue, float.NegativeInfinity, float.NaN],
            ends = new float[rest.Length];
        Elementwise.Unary<ExpOfNegative, float>(rest, ends);
        Assert.Equal([0, 0, 0, 0, float.NaN], ends);
        return y;
    });

    [Fact]
    public void SinAndCosAreWithinTwoUlp()
    {
        // Large angles take the slow way: every 20th of them.
        float[] angles = [.. everywhere.Where((x, i) => Math.Abs(x) < 1e4 || i % 20 == 0)];
        Check<Sin>(Math.Sin, 2, angles);
        Check<Cos>(Math.Cos, 2, angles);
    }

    [Fact]
    public void RoundingFunctionsAreExact()
    {
        Check<Floor>(Math.Floor, 0);
        Check<Ceil>(Math.Ceiling, 0);
        Check<Trunc>(Math.Truncate, 0);
        Check<Round>(x => Math.Round(x, MidpointRounding.ToEven), 0);
    }

    private static void Check<TOp>(Func<double, double> reference, double limit, float[]? arguments = null)
        where TOp : struct, IUnary
    {
        float[] x = arguments ?? everywhere;
        float[] y = new float[x.Length];
        Elementwise.Unary<TOp, float>(x, y);
        double worst = 0;
        float at = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double error = Ulp.Error(y[i], reference(x[i]));
            if (!(error <= worst)) (worst, at) = (error, x[i]);
        }
        Assert.True(worst <= limit, $"{typeof(TOp).Name}({at:R}) is off by {worst:F3} ulp; the limit is {limit}.");
    }

    /// <summary>Our float64 erf, which ElementaryDoubleTests holds against 60 digits.</summary>
    private static double ErfInDouble(double x)
    {
        double[] y = new double[1];
        Elementwise.Unary<Erf, double>([x], y);
        return y[0];
    }

    private static double Log1pReference(double x)
    {
        // Kahan's formula: exact enough in float64 for a float32 reference.
        double u = 1 + x;
        return u == 1 ? x : double.IsInfinity(u) ? u : Math.Log(u) * (x / (u - 1));
    }

    private static double Expm1Reference(double x) =>
        Math.Abs(x) < 1e-5 ? x + (x * x / 2) + (x * x * x / 6) : Math.Exp(x) - 1;
}
