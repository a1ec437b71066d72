using System.Globalization;
using System.Text.Json;
using ManagedTorch.Kernels;

namespace ManagedTorch.Tests.Kernels;

/// <summary>The random stream against PyTorch's, recorded in Fixtures/random (generate.py beside it).</summary>
public sealed class Mt19937Tests
{
    private static readonly JsonElement cases = JsonDocument.Parse(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Fixtures", "random", "random.json")))
        .RootElement.GetProperty("cases");

    [Fact]
    public void FirstTenThousandthWordIsTheStandards()
    {
        // C++ [rand.predef]: the 10000th number of mt19937 with its default seed 5489 is 4123659995.
        var generator = new Mt19937(5489);
        for (int i = 0; i < 9999; i++) generator.NextUInt32();
        Assert.Equal(4123659995u, generator.NextUInt32());
    }

    [Theory]
    [InlineData(0UL), InlineData(1UL), InlineData(42UL), InlineData(123456789UL), InlineData(4294967295UL),
    InlineData(4294967301UL)]
    public void RandIsPyTorchsBitForBit(ulong seed) =>
    SameFloats($"rand_{seed}", Floats(seed, 5, (g, y) => g.Uniform(y, 0, 1)));

    [Fact]
    public void UniformIsPyTorchsBitForBit()
    {
        SameFloats("rand_2000", Floats(7, 2000, (g, y) => g.Uniform(y, 0, 1)));
        SameDoubles("rand64_1500", Doubles(7, 1500, (g, y) => g.Uniform(y, 0, 1)));
        SameFloats("uniform_33", Floats(3, 33, (g, y) => g.Uniform(y, -0.3, 0.7)));
        SameDoubles("uniform64_33", Doubles(3, 33, (g, y) => g.Uniform(y, -0.3, 0.7)));
    }

    [Theory]
    [InlineData("randint_10_50", 0, 10)]
    [InlineData("randint_wide", -3, 1L << 40)]
    [InlineData("randint_below_2_32", 0, (1L << 32) - 1)]
    [InlineData("randint_2_32", 0, 1L << 32)]
    public void RandIntIsPyTorchs(string name, long low, long high)
    {
        long[] y = new long[20];
        new Mt19937(5).RandInt(y, low, high);
        Assert.Equal(Integers(name), y);
    }

    [Fact]
    public void RandPermIsPyTorchs()
    {
        Assert.Equal(Integers("randperm_30"), new Mt19937(9).RandPerm(30));
        Assert.Equal(Integers("randperm_1000"), Pick(new Mt19937(9).RandPerm(1000)));
    }

    [Theory]
    [InlineData(1), InlineData(2), InlineData(5), InlineData(15), InlineData(16), InlineData(17), InlineData(31),
    InlineData(32), InlineData(100)]
    public void NormalsArePyTorchsToRounding(int count)
    {
        CloseFloats($"randn_{count}", Floats(11, count, (g, y) => g.Normal(y, 0, 1)));
        CloseDoubles($"randn64_{count}", Doubles(11, count, (g, y) => g.Normal(y, 0, 1)));
    }

    [Fact]
    public void NormalsTakeMeanAndDeviation()
    {
        CloseFloats("normal_40", Floats(12, 40, (g, y) => g.Normal(y, 2, 0.5)));
        CloseFloats("normal_7", Floats(12, 7, (g, y) => g.Normal(y, 2, 0.5)));
    }

    [Fact]
    public void TheSecondNormalOfAPairIsKeptAcrossOtherDraws() =>
        CloseFloats("mixed", Floats(13, 28, (g, y) =>
        {
            g.Normal(y[..3], 0, 1);
            g.Normal(y[3..5], 0, 1);
            g.Uniform(y[5..7], 0, 1);
            g.Normal(y[7..27], 0, 1);
            g.Normal(y[27..], 0, 1);
        }));

    [Fact]
    public void BernoulliIsPyTorchs()
    {
        long[] scalar = new long[40];
        new Mt19937(14).Bernoulli<long>(scalar, 0.3);
        Assert.Equal(Integers("bernoulli_scalar"), scalar);
        float[] p = new float[40], y = new float[40];
        Array.Fill(p, 0.3f);
        new Mt19937(14).Bernoulli(p, y);
        Assert.Equal(Integers("bernoulli_tensor"), y.Select(v => (long)v));
        double[] p64 = new double[40], y64 = new double[40];
        Array.Fill(p64, 0.3);
        new Mt19937(14).Bernoulli(p64, y64);
        Assert.Equal(Integers("bernoulli_tensor64"), y64.Select(v => (long)v));
    }

    [Fact]
    public void DropoutKeepsWhatPyTorchKeeps()
    {
        float[] keep = new float[40];
        new Mt19937(14).Bernoulli<float>(keep, 1 - 0.25);
        CloseFloats("dropout", [.. keep.Select(v => v / 0.75f)]);
    }

    [Fact]
    public void ExponentialsArePyTorchsToRounding()
    {
        CloseFloats("exponential", Floats(15, 20, (g, y) => g.Exponential(y, 1.5)));
        CloseDoubles("exponential64", Doubles(15, 20, (g, y) => g.Exponential(y, 1.5)));
    }

    [Fact]
    public void MultinomialIsPyTorchs()
    {
        float[] weights = [0.1f, 0, 0.3f, 0.6f, 1, 5, 1, 1, 2, 0.5f];
        double[] wide = [.. weights.Select(w => (double)w)];
        Assert.Equal(Integers("multinomial_one"), Draw<float>(weights, 1, false));
        Assert.Equal(Integers("multinomial_distinct"), Draw<float>(weights, 3, false));
        Assert.Equal(Integers("multinomial_replacement"), Draw<float>(weights, 20, true));
        Assert.Equal(Integers("multinomial64_replacement"), Draw<double>(wide, 20, true));
        Assert.Equal(Integers("multinomial64_distinct"), Draw<double>(wide, 3, false));
    }

    [Fact]
    public void MultinomialRejectsWeightsItCannotDrawFrom()
    {
        Assert.Throws<ArgumentException>(() => new Mt19937(1).Multinomial<float>([-1, 2], 1, 2, 1, true, new long[1]));
        Assert.Throws<ArgumentException>(() => new Mt19937(1).Multinomial<float>([0, 2], 1, 2, 2, false, new long[2]));
    }

    [Fact]
    public void ARestoredStateContinuesTheStream()
    {
        var generator = new Mt19937(3);
        generator.NextNormal();
        var state = generator.GetState();
        double[] expected = new double[700], actual = new double[700];
        generator.Normal(expected.AsSpan(0, 3), 0, 1);
        generator.Uniform(expected.AsSpan(3), 0, 1);
        var other = new Mt19937(99);
        other.SetState(state);
        other.Normal(actual.AsSpan(0, 3), 0, 1);
        other.Uniform(actual.AsSpan(3), 0, 1);
        Assert.Equal(expected, actual);
    }

    private delegate void Fill<T>(Mt19937 generator, Span<T> y);

    private static float[] Floats(ulong seed, int count, Fill<float> fill)
    {
        float[] y = new float[count];
        fill(new Mt19937(seed), y);
        return y;
    }

    private static double[] Doubles(ulong seed, int count, Fill<double> fill)
    {
        double[] y = new double[count];
        fill(new Mt19937(seed), y);
        return y;
    }

    private static long[] Draw<T>(T[] weights, int draws, bool replacement)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        long[] y = new long[2 * draws];
        new Mt19937(16).Multinomial<T>(weights, 2, 5, draws, replacement, y);
        return y;
    }

    private static void SameFloats(string name, float[] actual) => Assert.Equal(
        Strings(name),
        Pick(actual).Select(v => BitConverter.SingleToUInt32Bits(v).ToString("x8", CultureInfo.InvariantCulture)));

    private static void SameDoubles(string name, double[] actual) => Assert.Equal(
        Strings(name),
        Pick(actual).Select(v => BitConverter.DoubleToUInt64Bits(v).ToString("x16", CultureInfo.InvariantCulture)));

    private static void CloseFloats(string name, float[] actual)
    {
        var expected = Strings(name)
            .Select(s =>
                BitConverter.UInt32BitsToSingle(uint.Parse(s, NumberStyles.HexNumber, CultureInfo.InvariantCulture)))
                .ToArray();
        float[] picked = Pick(actual);
        Assert.Equal(expected.Length, picked.Length);
        for (int i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(expected[i] - picked[i]) <= 1e-6f * Math.Max(1, Math.Abs(expected[i])),
                $"{name}[{i}]: {picked[i]:R}, PyTorch {expected[i]:R}");
    }

    private static void CloseDoubles(string name, double[] actual)
    {
        var expected = Strings(name)
            .Select(s =>
                BitConverter.UInt64BitsToDouble(ulong.Parse(s, NumberStyles.HexNumber, CultureInfo.InvariantCulture)))
                .ToArray();
        double[] picked = Pick(actual);
        Assert.Equal(expected.Length, picked.Length);
        for (int i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(expected[i] - picked[i]) <= 4e-15 * Math.Max(1, Math.Abs(expected[i])),
                $"{name}[{i}]: {picked[i]:R}, PyTorch {expected[i]:R}");
    }

    /// <summary>What the generator script keeps of a long stream.</summary>
    private static T[] Pick<T>(T[] values) => values.Length <= 40
        ? values
        : [.. values[..8], .. values.AsSpan(values.Length / 2, 8), .. values[^24..]];

    private static string[] Strings(string name) =>
        [.. cases.GetProperty(name).EnumerateArray().Select(e => e.GetString()!)];
    private static long[] Integers(string name) =>
        [.. cases.GetProperty(name).EnumerateArray().Select(e => e.GetInt64())];
}
