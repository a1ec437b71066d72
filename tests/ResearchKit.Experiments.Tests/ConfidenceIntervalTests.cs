
namespace ResearchKit.Experiments.Tests;

public sealed class ConfidenceIntervalTests
{
    [Fact]
    public void IntervalOfOneToFiveIsTheHandComputedOne()
    {
        // mean 3, squared deviations 4+1+0+1+4 = 10, s = sqrt(10/4); t(4, 95 %) = 2.776445; half = t s / sqrt(5)
        var interval = ConfidenceInterval.OfMean([1, 2, 3, 4, 5]);
        Assert.Equal(3, interval.Mean);
        Assert.Equal(Math.Sqrt(2.5), interval.Deviation, 1e-15);
        Assert.Equal(2.776445105 * Math.Sqrt(0.5), interval.HalfWidth, 1e-8);
        Assert.Equal((5, 0.95), (interval.Count, interval.Level));
    }

    [Fact]
    public void IntervalCoversTheTruthAsOftenAsItSays()
    {
        // 4000 samples of 5 seeds from a normal law: coverage 95 % within four standard errors (1.4 %).
        var random = new Random(7);
        double Normal() =>
            Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        var hits = 0;
        for (var i = 0; i < 4000; i++)
        {
            var interval = ConfidenceInterval.OfMean(Enumerable.Range(0, 5).Select(_ => 10 + 3 * Normal()));
            if (interval.Low <= 10 && 10 <= interval.High) hits++;
        }
        Assert.InRange(hits / 4000.0, 0.936, 0.964);
    }

    [Fact]
    public void EqualValuesHaveAnIntervalOfNoWidth()
    {
        var interval = ConfidenceInterval.OfMean([0.25, 0.25, 0.25]);
        Assert.Equal((0.25, 0.25, 0.25), (interval.Low, interval.Mean, interval.High));
    }

    [Fact]
    public void OneSeedIsRejected() => Assert.Contains("at least two",
        Assert.Throws<ArgumentException>(() => ConfidenceInterval.OfMean([1.0])).Message);

    [Fact]
    public void ValueThatIsNotFiniteIsNamed() => Assert.Contains("value 1 is NaN",
        Assert.Throws<ArgumentException>(() => ConfidenceInterval.OfMean([1.0, double.NaN])).Message);
}
