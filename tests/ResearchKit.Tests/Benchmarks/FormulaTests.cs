using ResearchKit.Benchmarks;

namespace ResearchKit.Tests.Benchmarks;

public sealed class FormulaTests
{
    private static ReportedValue P(string text) => ReportedValue.Parse(text);

    [Fact]
    public void AmberScoreIsTheMeanOfF1AndTheComplementOfChair()
    {
        Assert.Equal(92.0, AmberScore.Of(1.8, 85.8), 1e-12); // (98.2 + 85.8) / 2
        Assert.Equal(new RoundingInterval(84.95m, 84.9m, 85.0m), AmberScore.Of(P("7.8"), P("77.7")));
    }

    [Fact]
    public void ReductionIsTheShareThatIsGone()
    {
        Assert.Equal(75.0, RelativeReduction.Of(40.0, 10.0));
        Assert.Equal(70m, RelativeReduction.Of(P("1.0"), P("0.3")).Value);
        var complement = RelativeReduction.OfComplements(P("47.8"), P("93.7")); // 52.2 to 6.3: 45.9 / 52.2
        Assert.Equal(100m * 45.9m / 52.2m, complement.Value);
        Assert.Equal(100m * (52.15m - 6.35m) / 52.15m, complement.Low);
        Assert.Equal(100m * (52.25m - 6.25m) / 52.25m, complement.High);
    }

    [Fact]
    public void PooledF1LiesBetweenItsPartsForRandomCounts()
    {
        var random = new Random(3);
        for (var trial = 0; trial < 2000; trial++)
        {
            var counts = Enumerable.Range(0, 3)
                .Select(_ => (Tp: random.Next(1, 50), Fp: random.Next(50), Fn: random.Next(50))).ToArray();
            static double F1(int tp, int fp, int fn) => 2.0 * tp / (2 * tp + fp + fn);
            var (low, high) = F1Bounds.Pooled(
                F1(counts[0].Tp, counts[0].Fp, counts[0].Fn),
                F1(counts[1].Tp, counts[1].Fp, counts[1].Fn),
                F1(counts[2].Tp, counts[2].Fp, counts[2].Fn));
            var pooled = F1(counts.Sum(c => c.Tp), counts.Sum(c => c.Fp), counts.Sum(c => c.Fn));
            Assert.InRange(pooled, low - 1e-12, high + 1e-12);
        }
        Assert.Throws<ArgumentException>(() => F1Bounds.Pooled<double>());
    }

    [Fact]
    public void AccuracyBoundHoldsForEveryTableOfTwelveAnswersAndIsReached()
    {
        // Every way to split 12 yes/no answers into TP, FP, FN, TN.
        const int n = 12;
        var tight = 0;
        for (var tp = 1; tp <= n; tp++)
            for (var fp = 0; tp + fp <= n; fp++)
                for (var fn = 0; tp + fp + fn <= n; fn++)
                {
                    var accuracy = 100.0 * (n - fp - fn) / n;
                    var f1 = 200.0 * tp / (2 * tp + fp + fn);
                    Assert.True(f1 <= F1Bounds.FromAccuracy(accuracy) + 1e-9, $"TP {tp}, FP {fp}, FN {fn}");
                    if (Math.Abs(f1 - F1Bounds.FromAccuracy(accuracy)) < 1e-9) tight++;
                }
        // no true negative: sum over TP = 1..12 of 13 - TP; or no error at all: TP = 1..11
        Assert.Equal(78 + 11, tight);
    }

    [Fact]
    public void UnparsedShareIsALowerBoundAndIsReached()
    {
        // 100 questions: TP 50, FP 10, FN 20, TN 0, and 20 negatives answered neither yes nor no.
        const double accuracy = 50, f1 = 100 * 100.0 / (100 + 30);
        Assert.Equal(20, F1Bounds.UnparsedShare(accuracy, f1), 1e-9);
        // The same with 10 of the 20 answered right: TN 10 makes the bound loose, never wrong.
        Assert.True(F1Bounds.UnparsedShare(60.0, f1) <= 10);
        Assert.Equal(0, F1Bounds.UnparsedShare(70.0, F1Bounds.FromAccuracy(70.0)), 1e-9); // where the bound starts
    }

    [Theory]
    [InlineData("28.1", 96, 100, new long[] { 27 })] // 27/96 = 28.125 %
    [InlineData("28.0", 96, 100, new long[0])] // 26/96 = 27.08 %, 27/96 = 28.125 %
    [InlineData("50.0", 96, 100, new long[] { 48 })]
    [InlineData("2.00", 96, 1, new long[] { 192 })]
    [InlineData("0.5", 10, 1, new long[] { 5 })]
    [InlineData("0", 10, 1, new long[] { 0, 1, 2, 3, 4, 5 })] // all below and at 0.5
    public void GrimListsTheCountsThatAPrintedMeanCanComeFrom(string text, int count, int scale, long[] expected) =>
        Assert.Equal(expected, Grim.Counts(P(text), count, scale));
}
