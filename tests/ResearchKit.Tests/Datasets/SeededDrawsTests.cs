using ResearchKit.Datasets;

namespace ResearchKit.Tests.Datasets;

public sealed class SeededDrawsTests
{
    [Fact]
    public void SameSeedAndStreamGiveTheSameDraws()
    {
        var (a, b) = (new SeededDraws(7, 3), new SeededDraws(7, 3));

        Assert.Equal(
            Enumerable.Range(0, 600).Select(_ => a.Uniform()), Enumerable.Range(0, 600).Select(_ => b.Uniform()));
        Assert.Equal(a.Permutation(20), b.Permutation(20));
    }

    [Fact]
    public void StreamsOfOneSeedDiffer()
    {
        var first = Enumerable.Range(0, SeededDraws.Streams).Select(s => new SeededDraws(7, s).Uniform()).ToArray();

        Assert.Equal(SeededDraws.Streams, first.Distinct().Count());
    }

    [Fact]
    public void CategoricalFollowsTheWeightsAndNeverPicksWeightZero()
    {
        var draws = new SeededDraws(1);
        var counts = new int[4];
        for (var i = 0; i < 10_000; i++)
            counts[draws.Categorical([1, 0, 2, 1])]++;

        Assert.Equal(0, counts[1]);
        // Standard deviation of the share of index 2 (probability 1/2) is 0.005; five of them are allowed.
        Assert.InRange(counts[2] / 10_000.0, 0.475, 0.525);
    }

    [Fact]
    public void PermutationHoldsEveryIndexOnce() =>
        Assert.Equal(Enumerable.Range(0, 50), new SeededDraws(2).Permutation(50).Order());

    [Fact]
    public void OutOfRangeArgumentsAreRejected()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new SeededDraws(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SeededDraws(0, SeededDraws.Streams));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SeededDraws(0).Below(0));
        Assert.Throws<ArgumentException>(() => new SeededDraws(0).Categorical([0, 0]));
    }
}
