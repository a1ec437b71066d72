using ResearchKit.Figures.Rendering;

namespace ResearchKit.Figures.Tests;

public sealed class TickTests
{
    private static string Labels(TickSet ticks) => string.Join(' ', ticks.Major.Select(t => t.Label));

    [Theory]
    [InlineData(0, 1, 6, "0.0 0.2 0.4 0.6 0.8 1.0")]
    [InlineData(0, 1, 5, "0.0 0.5 1.0")]
    [InlineData(0, 100, 11, "0 10 20 30 40 50 60 70 80 90 100")]
    [InlineData(-3.2, 7.9, 7, "−2 0 2 4 6")]
    [InlineData(0.31, 0.34, 4, "0.31 0.32 0.33 0.34")]
    [InlineData(0, 25000, 6, "0 5000 10,000 15,000 20,000 25,000")]
    [InlineData(-0.04, 0.04, 5, "−0.04 −0.02 0.00 0.02 0.04")]
    public void LinearTicksAreRoundNumbers(double min, double max, int most, string expected) =>
        Assert.Equal(expected, Labels(LinearTicks.Between(min, max, most)));

    [Fact]
    public void LinearTicksAreWholeMultiplesAndNotSums()
    {
        // 0.1 + 0.1 + 0.1 is 0.30000000000000004; the third tick is exactly 0.3.
        Assert.Equal([0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7], LinearTicks.Between(0, 0.7, 8).Major.Select(t => t.Value));
    }

    [Theory]
    [InlineData(0, 3e-5, "0 1 2 3", -5)]
    [InlineData(0, 4e6, "0 1 2 3 4", 6)]
    [InlineData(0, 2.5e9, "0.0 0.5 1.0 1.5 2.0 2.5", 9)]
    public void VerySmallAndVeryLargeNumbersShareAPowerOfTen(double min, double max, string expected, int exponent)
    {
        var ticks = LinearTicks.Between(min, max, 6);
        Assert.Equal(expected, Labels(ticks));
        Assert.Equal(exponent, ticks.Exponent);
    }

    [Fact]
    public void MinorTicksDivideAStepOfOneIntoFivePartsAndOfTwoIntoFour()
    {
        Assert.Equal([0.2, 0.4, 0.6, 0.8, 1.2, 1.4, 1.6, 1.8], LinearTicks.Between(0, 2, 3).Minor);
        Assert.Equal([0.5, 1, 1.5, 2.5, 3, 3.5], LinearTicks.Between(0, 4, 3).Minor);
    }

    [Fact]
    public void LogarithmicTicksAreDecadesWithTwoToNineBetween()
    {
        var ticks = LogTicks.Between(1, 1000, 6);
        Assert.Equal("1 10 100 1000", Labels(ticks));
        Assert.Equal(27 - 3, ticks.Minor.Count); // 2..9 in each of three decades
        Assert.Contains(70, ticks.Minor);
    }

    [Fact]
    public void ManyDecadesAreThinnedToEvenExponents() =>
        Assert.Equal("10^{−6} 10^{−4} 10^{−2} 10^{0} 10^{2}", Labels(LogTicks.Between(1e-7, 1e3, 6)));

    [Theory]
    [InlineData(0.09, 11, "0.1 10")]             // of 0.1, 1 and 10 there is room for two
    [InlineData(1e-5, 1e-1, "10^{−5} 10^{−2}")]
    public void ALogarithmicAxisWithLittleRoomKeepsTwoDecades(double min, double max, string expected) =>
        Assert.Equal(expected, Labels(Model(min, max, AxisScale.Log).Ticks(2)));

    [Fact]
    public void AnAxisWithLittleRoomKeepsTheFirstAndTheLastOfItsNumbers()
    {
        // Steps of 1 give three numbers, steps of 2 only one.
        var ticks = Model(0.5, 3.5, AxisScale.Linear).Ticks(2);
        Assert.Equal("1 3", Labels(ticks));
        Assert.Contains(2, ticks.Minor);
    }

    private static AxisModel Model(double min, double max, AxisScale scale) =>
        new(new Axis { Scale = scale }, null, min, max);

    [Fact]
    public void TwoDecadesAlsoNameTwosAndFivesIfThereIsRoom() =>
        Assert.Equal("0.5 1 2 5 10 20", Labels(LogTicks.Between(0.4, 25, 8)));

    [Fact]
    public void WithinADecadeTicksAreRoundNumbers() =>
        Assert.Equal("2 3 4 5 6 7", Labels(LogTicks.Between(2, 7, 6)));

    [Fact]
    public void WholeNumbersHaveWholeTicks()
    {
        static IEnumerable<string> Labels(Figure figure) => new Svg(figure).Texts.Select(t => t.Text);
        Assert.Equal(["0", "1", "2", "1", "2", "3"], Labels(new Figure("whole").Line("a", [1, 3, 2])));
        Assert.Contains("0.6", Labels(new Figure("parts").Line("a", [0.5, 1, 2])));
        // a single tick would say too little
        Assert.Contains("1.05", Labels(new Figure("constant").Line("a", [1, 1, 1])));
    }

    [Fact]
    public void ExtremesOfDoubleHaveTicks()
    {
        Assert.InRange(LogTicks.Between(1e-300, 1e300, 8).Major.Count, 2, 8);
        Assert.InRange(LinearTicks.Between(-1e290, 1e290, 8).Major.Count, 2, 8);
    }

    [Fact]
    public void PortableLogarithmsAgreeWithTheRuntimeAndAreExactAtPowersOfTen()
    {
        var random = new Random(1);
        for (var i = 0; i < 20_000; i++)
        {
            var v = Math.Pow(10, -300 + 600 * random.NextDouble());
            Assert.Equal(Math.Log10(v), PortableMath.Log10(v), 2e-13);
        }
        for (var e = -300; e <= 300; e++)
        {
            Assert.Equal(e, PortableMath.Log10(PortableMath.PowerOfTen(e)));
            Assert.Equal(e, PortableMath.FloorLog10(PortableMath.PowerOfTen(e)));
            Assert.Equal(e - 1, PortableMath.FloorLog10(Math.BitDecrement(PortableMath.PowerOfTen(e))));
        }
    }
}
