
namespace ResearchKit.Experiments.Tests;

public sealed class TurningPointTests
{
    [Fact]
    public void TheTurnIsReadFromTheOtherCurves()
    {
        // The others of curve 0 sum to 0 2 5 3, of curve 1 to 0 5 3 1, of curve 2 to 0 5 4 2.
        double[][] curves = [[0, 4, 1, 0], [0, 1, 3, 2], [0, 1, 2, 1]];

        Assert.Equal([0 - 1.0, 2 - 1.0, 1 - 1.0], TurningPoint.ChangeSincePeak(curves));
    }

    [Fact]
    public void ATroughIsAPeakOfTheNegativeCurve()
    {
        double[][] curves = [[0, 4, 1, 0], [0, 1, 3, 2], [0, 1, 2, 1]];

        Assert.Equal(
            TurningPoint.ChangeSincePeak(curves).Select(c => -c),
            TurningPoint.ChangeSinceTrough([.. curves.Select(c => c.Select(v => -v).ToArray())]));
    }

    [Fact]
    public void CurvesThatOnlyRiseHaveNotTurned() =>
        Assert.All(TurningPoint.ChangeSincePeak([[0, 1, 2], [0, 2, 3]]), c => Assert.Equal(0, c));

    [Fact]
    public void OneCurveCanBeMeasuredSinceThePeakOfAnother() => Assert.Equal(
        [5 - 2.0, 7 - 3.0],
        TurningPoint.ChangeSincePeak([[1, 2, 5], [1, 3, 7]], of: [[0, 9, 1], [0, 8, 2]]));
}
