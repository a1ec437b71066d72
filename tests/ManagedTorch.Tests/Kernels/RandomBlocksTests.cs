using ManagedTorch.Kernels;

namespace ManagedTorch.Tests.Kernels;

/// <summary>Many random numbers at once are those that single draws give.</summary>
[Collection(AtEveryWidth.Name)]
public sealed class RandomBlocksTests
{
    [Fact]
    public void WordsInPiecesAreTheWordsOneByOne()
    {
        Mt19937 one = new(11), many = new(11);
        foreach (int count in (int[])[1, 3, 7, 600, 13, 624, 0, 623, 1, 2000])
        {
            var words = new uint[count];
            many.NextWords(words);
            foreach (uint word in words) Assert.Equal(one.NextUInt32(), word);
        }
    }

    [Fact]
    public void UniformNumbersAreTheSingleDrawsShiftedByOneMultiplyAdd()
    {
        const int count = 40_007; // several threads' worth, and a rest
        var one = new Mt19937(12);
        float[] expected = [.. Enumerable.Range(0, count)
            .Select(_ => MathF.FusedMultiplyAdd(one.NextSingle(), 0.7f - -0.3f, -0.3f))];
        AtEveryWidth.SameBits(() =>
        {
            var y = new float[count];
            new Mt19937(12).Uniform(y, -0.3f, 0.7f);
            Assert.Equal(expected, y);
            return y;
        });
    }

    [Theory, InlineData(0), InlineData(0.1), InlineData(0.5), InlineData(0.9999999), InlineData(1)]
    public void BernoulliComparesADoubleEach(double p)
    {
        const int count = 2_501;
        var one = new Mt19937(13);
        float[] expected = [.. Enumerable.Range(0, count).Select(_ => one.NextDouble() < p ? 1f : 0f)];
        var y = new float[count];
        var many = new Mt19937(13);
        many.Bernoulli<float>(y, p);
        Assert.Equal(expected, y);
        Assert.Equal(one.NextUInt32(), many.NextUInt32());
    }

    [Fact]
    public void NormalNumbersHaveTheSameBitsOnEveryWidthAndThreadCount()
    {
        AtEveryWidth.SameBits(() =>
        {
            var y = new float[40_005];
            new Mt19937(14).Normal(y, 0.5, 2);
            return y;
        });
        AtEveryWidth.SameBits(() =>
        {
            var y = new double[40_005];
            new Mt19937(14).Normal(y, 0.5, 2);
            return y;
        });
    }
}
