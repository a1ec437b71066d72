using ResearchKit.Figures.Rendering;

namespace ResearchKit.Figures.Tests;

public sealed class StatisticsTests
{
    [Fact]
    public void BoxesHaveNumPysQuartilesAndTukeysFences()
    {
        // numpy.percentile([1,2,3,4,5,6,7,8,9,30], [25,50,75]) = 3.25, 5.5, 7.75; fences reach 1.5 x 4.5 = 6.75
        // further.
        var box = BoxSummary.Of([9, 8, 7, 6, 5, 4, 3, 2, 1, 30, double.NaN])!;
        Assert.Equal((3.25, 5.5, 7.75), (box.Q1, box.Median, box.Q3));
        Assert.Equal((1, 9), (box.LowFence, box.HighFence));
        Assert.Equal([30], box.Outliers);
    }

    [Fact]
    public void HistogramsHaveRoundBinsAndCountEveryValueOnce()
    {
        var trace = new HistogramTrace("a", [0, 0.5, 1, 1.5, 1.999, 2, 3.999, 4, double.NaN]) { Bins = 4 };
        var bins = HistogramBins.For([trace]);
        Assert.Equal((0, 1, 4), (bins.Start, bins.Width, bins.Count));
        // An edge belongs to the bin above it, the largest value to the last bin.
        Assert.Equal([2, 3, 1, 2], bins.Heights(trace));
        Assert.Equal([0.25, 0.375, 0.125, 0.25], bins.Heights(trace with { Scale = HistogramScale.Probability }));
    }

    [Fact]
    public void TheAreaOfADensityIsOne()
    {
        var random = new Random(5);
        var trace =
            new HistogramTrace("a",
                [.. Enumerable.Range(0, 500).Select(_ => random.NextDouble() * 3)])
            { Scale = HistogramScale.Density };
        var bins = HistogramBins.For([trace]);
        Assert.Equal(1, bins.Heights(trace).Sum() * bins.Width, 1e-12);
        Assert.InRange(bins.Count, 10, 16); // Rice: 2 x 7.94 = 15.9, at most 16
    }

    [Fact]
    public void EqualValuesHaveOneBin() =>
    Assert.Equal(1, HistogramBins.For([new HistogramTrace("a", [2, 2, 2])]).Count);
}
