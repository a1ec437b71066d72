using Deedle;
using ResearchKit.Experiments;
using ResearchKit.Interop.Deedle;

namespace ResearchKit.Interop.Tests.Deedle;

public sealed class SweepFramesTests
{
    [Fact]
    public void ASweepIsAFrameUnderItsSeeds()
    {
        var frame = SeedSweep.Run(100, 3, s => new { Square = s * s, Name = $"s{s}" }).ToFrameBySeed(first: 100);
        Assert.Equal([100, 101, 102], frame.RowKeys);
        Assert.Equal(101 * 101, frame.GetColumn<int>("Square")[101]);
        Assert.Equal("s102", frame.GetColumn<string>("Name")[102]);
    }

    [Fact]
    public void ASweepOfNumbersHasOneColumn()
    {
        var frame = SeedSweep.Run(5, 2, s => s / 2.0).ToFrameBySeed(first: 5);
        Assert.Equal(["value"], frame.ColumnKeys);
        Assert.Equal(3.0, frame.GetColumn<double>("value")[6]);
    }

    // Means by hand: seeds 0, 1, 2 at beta 2 give 2, 3, 4, so 3; at beta 10 they give 10, 11, 12, so 11.
    [Fact]
    public void SweepsOfSeveralSettingsAreOneFrameForPivotTables()
    {
        var frame = new[] { 2.0, 10 }.Select(beta => (beta, SeedSweep.Run(0, 3, s => new { Sum = beta + s })))
            .ToFrame("beta");
        Assert.Equal(["beta", "seed", "Sum"], frame.ColumnKeys);
        Assert.Equal([typeof(double), typeof(int), typeof(double)], frame.ColumnTypes);
        Assert.Equal([0, 1, 2, 0, 1, 2], frame.GetColumn<int>("seed").Values);
        var means = frame.PivotTable<int, string, int, double, double>(
            "seed", "beta", part => part.GetColumn<double>("Sum").Mean());
        Assert.Equal([3, 11], means.ColumnKeys.Select(beta => means.GetColumn<double>(beta).Mean()));
    }

    [Fact]
    public void AResultThatIsCalledLikeTheSettingIsRejected() => Assert.Equal(
        "the results have a column 'seed' already", Assert.Throws<ArgumentException>(
            () => new[] { ("a", new[] { new { seed = 1 } }) }.ToFrame("loss")).Message);
}
