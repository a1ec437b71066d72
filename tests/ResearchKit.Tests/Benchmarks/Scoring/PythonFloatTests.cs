using System.Globalization;
using ResearchKit.Benchmarks.Scoring;

namespace ResearchKit.Tests.Benchmarks.Scoring;

/// <summary>The lines come from Python itself, see <c>python_floats.py</c>.</summary>
public sealed class PythonFloatTests
{
    [Fact]
    public void RoundsAndPrintsAsPython()
    {
        foreach (var line in File.ReadLines(BenchmarkFixtures.Of("Scoring", "python-floats.txt")))
        {
            var cells = line.Split('\t');
            var value =
                BitConverter.Int64BitsToDouble(
                    long.Parse(cells[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture));
            string[] ours =
            [
                PythonFloat.Repr(value), PythonFloat.Repr(PythonFloat.Round(value, 1)), PythonFloat.Fixed(value, 2),
                PythonFloat.Fixed(value, 0),
            ];
            Assert.Equal(cells[1..], ours);
        }
    }

    [Fact]
    public void NothingToCountIsNoNumber()
    {
        Assert.Equal("n/a", PythonFloat.Fixed(double.NaN, 1));
        Assert.Equal("n/a", PythonFloat.Repr(double.NaN));
    }
}
