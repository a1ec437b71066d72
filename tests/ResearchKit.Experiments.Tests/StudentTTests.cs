
namespace ResearchKit.Experiments.Tests;

public sealed class StudentTTests
{
    [Fact]
    public void OneDegreeOfFreedomIsTheCauchyDistribution() =>
        Assert.Equal(Math.Tan(0.475 * Math.PI), StudentT.TwoSidedQuantile(0.95, 1), 1e-11);

    [Fact]
    public void TwoDegreesOfFreedomHaveTheirClosedForm() => // P = t / sqrt(2 + t²), so t = P sqrt(2 / (1 - P²))
        Assert.Equal(0.95 * Math.Sqrt(2 / (1 - 0.95 * 0.95)), StudentT.TwoSidedQuantile(0.95, 2), 1e-13);

    [Theory] // printed in every textbook's table, two-sided 95 % and 99 %
    [InlineData(0.95, 4, 2.776)]
    [InlineData(0.95, 9, 2.262)]
    [InlineData(0.99, 9, 3.250)]
    [InlineData(0.95, 30, 2.042)]
    [InlineData(0.90, 120, 1.658)]
    public void QuantilesAreThoseOfTheTables(double level, int degrees, double expected) =>
        Assert.Equal(expected, StudentT.TwoSidedQuantile(level, degrees), 5e-4);

    [Fact]
    public void QuantilesAgreeWithMathNet()
    {
        foreach (var level in new[] { 0.5, 0.9, 0.95, 0.99, 0.999 })
            for (var n = 1; n <= 100; n++)
            {
                var expected = MathNet.Numerics.Distributions.StudentT.InvCDF(0, 1, n, 0.5 + level / 2);
                Assert.Equal(expected, StudentT.TwoSidedQuantile(level, n), 1e-7 * expected);
            }
    }

    [Theory]
    [InlineData(0.0, 5)]
    [InlineData(1.0, 5)]
    [InlineData(double.NaN, 5)]
    [InlineData(0.95, 0)]
    public void ArgumentsOutsideTheirRangeAreRejected(double level, int degrees) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => StudentT.TwoSidedQuantile(level, degrees));
}
