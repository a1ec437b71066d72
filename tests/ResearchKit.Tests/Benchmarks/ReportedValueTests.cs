using ResearchKit.Benchmarks;

namespace ResearchKit.Tests.Benchmarks;

public sealed class ReportedValueTests
{
    [Theory]
    [InlineData("85.0", "84.95", "85.05")]
    [InlineData("2.00", "1.995", "2.005")]
    [InlineData("-7", "-7.5", "-6.5")]
    public void APrintedNumberStandsForAllValuesThatRoundToIt(string text, string low, string high)
    {
        var number = ReportedValue.Parse(text);
        Assert.Equal(text, number.ToString());
        Assert.Equal(decimal.Parse(low), number.Interval.Low);
        Assert.Equal(decimal.Parse(high), number.Interval.High);
    }

    [Theory]
    [InlineData("")]
    [InlineData("85,0")]
    [InlineData("1e2")]
    [InlineData("85.0 %")]
    public void OtherTextIsRejected(string text)
    {
        Assert.Contains($"'{text}'", Assert.Throws<FormatException>(() => ReportedValue.Parse(text)).Message);
        Assert.False(ReportedValue.TryParse(text, out _));
    }

    [Fact]
    public void ADifferenceDoublesTheRounding() // 93.7 - 86.4 = 7.3, each number off by 0.05 at most
    {
        var gap = RoundingInterval.Of(x => x[0] - x[1], ReportedValue.Parse("93.7"), ReportedValue.Parse("86.4"));
        Assert.Equal(new RoundingInterval(7.3m, 7.2m, 7.4m), gap);
    }

    [Fact]
    public void IntervalsThatTouchOverlap()
    {
        RoundingInterval a = ReportedValue.Parse("84.9"), b = ReportedValue.Parse("85.0"),
            c = ReportedValue.Parse("85.1");
        Assert.True(a.Overlaps(b)); // both may be 84.95
        Assert.False(a.Overlaps(c));
    }

    [Fact]
    public void AFormulaNeedsBetweenOneAndSixteenInputs()
    {
        Assert.Throws<ArgumentException>(() => RoundingInterval.Of(_ => 0));
        Assert.Throws<ArgumentException>(() => RoundingInterval.Of(_ => 0, new ReportedValue[17]));
    }
}
