using System.Globalization;
using System.Text.RegularExpressions;
using ResearchKit.Figures.Values;

namespace ResearchKit.Figures.Tests;

public sealed partial class FigureFileTests
{
    private static readonly Provenance Origin =
        new("02-dpo-pathologies", "scenarios", new SortedDictionary<string, string> { ["beta"] = "0.1" });

    public static TheoryData<string> Names => [.. Gallery.All.Select(f => f.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void AFigureThatIsReadBackIsDrawnAlike(string name)
    {
        var figure = Gallery.All.Single(f => f.Name == name);
        var text = FigureFile.Write(figure, Origin);
        var (read, provenance) = FigureFile.Read(text);
        Assert.Equal(Origin.ToString(), provenance.ToString());
        AssertAlike(figure.ToSvg(Origin), read.ToSvg(provenance));
        AssertAlike(figure.ToPlotlyJson(Origin), read.ToPlotlyJson(provenance));
        AssertAlike(figure.ForPaper(PaperColumn.Single).ToSvg(), read.ForPaper(PaperColumn.Single).ToSvg());
        Assert.Equal(text, FigureFile.Write(read, provenance));
    }

    /// <summary>Equal but for the last of the ten digits that a file has, which may round a coordinate the other
    /// way.</summary>
    private static void AssertAlike(string expected, string actual)
    {
        Assert.Equal(Number().Replace(expected, "#"), Number().Replace(actual, "#"));
        foreach (var (a, b) in Number().Matches(expected).Zip(Number().Matches(actual)))
        {
            double x = double.Parse(a.Value, CultureInfo.InvariantCulture),
                y = double.Parse(b.Value, CultureInfo.InvariantCulture);
            Assert.InRange(y, x - 0.0101 - 1e-8 * Math.Abs(x), x + 0.0101 + 1e-8 * Math.Abs(x));
        }
    }

    [GeneratedRegex(@"\d+(\.\d+)?([eE]-?\d+)?")]
    private static partial Regex Number();

    [Fact]
    public void NumbersThatJsonHasNoNotationForComeBack()
    {
        var figure = new Figure("gaps").Line("a", [1, 2, 3, 4],
            [double.NaN, double.PositiveInfinity, double.NegativeInfinity, 1e-300]);
        var line = (LineTrace)FigureFile.Read(FigureFile.Write(figure, Provenance.None)).Figure.Panels[0].Traces[0];
        Assert.Equal([double.NaN, double.PositiveInfinity, double.NegativeInfinity, 1e-300], line.Y);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("""{"provenance":{"notebook":"a","cell":"b","parameters":{}},"figure":{"name":"Not a name!"}}""")]
    [InlineData("""
        {"provenance":{"notebook":"a","cell":"b","parameters":{}},
        "figure":{"name":"a","panels":[{"traces":[{"kind":"pie"}]}]}}
        """)]
    public void WhatIsNoFigureIsSaidToBeNone(string text) =>
        Assert.Contains("no figure", Assert.Throws<FormatException>(() => FigureFile.Read(text)).Message);
}
