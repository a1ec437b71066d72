using System.Text.Json;

namespace ResearchKit.Figures.Tests;

public sealed class PlotlyTests
{
    public static TheoryData<string> Names => [.. Gallery.All.Select(f => f.Name)];

    private static JsonElement Read(Figure figure, Provenance? provenance = null) =>
        JsonDocument.Parse(figure.ToPlotlyJson(provenance)).RootElement;

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryTraceIsOfAKnownTypeOnAnAxisOfTheLayout(string name)
    {
        var chart = Read(Gallery.All.Single(f => f.Name == name));
        string[] known = ["scatter", "bar", "heatmap", "histogram", "box", "image"];
        var layout = chart.GetProperty("layout");
        Assert.NotEmpty(chart.GetProperty("data").EnumerateArray());
        foreach (var trace in chart.GetProperty("data").EnumerateArray())
        {
            Assert.Contains(trace.GetProperty("type").GetString(), known);
            foreach (var letter in new[] { "x", "y" })
            {
                var id = trace.GetProperty(letter + "axis").GetString()!;
                var axis = layout.GetProperty(letter + "axis" + id[1..]);
                var domain = axis.GetProperty("domain").EnumerateArray().Select(d => d.GetDouble()).ToArray();
                Assert.True(domain.Length == 2 && 0 <= domain[0] && domain[0] < domain[1] && domain[1] <= 1);
            }
        }
    }

    [Fact]
    public void DomainsOfAGridDoNotOverlap()
    {
        var layout = Read(Gallery.Scenarios()).GetProperty("layout");
        double At(string axis, int end) => layout.GetProperty(axis).GetProperty("domain")[end].GetDouble();
        Assert.True(At("xaxis", 1) < At("xaxis2", 0));
        Assert.True(At("yaxis3", 1) < At("yaxis", 0)); // the second row is below the first
        Assert.Equal("x", layout.GetProperty("xaxis4").GetProperty("matches").GetString());
    }

    [Fact]
    public void MissingValuesAreNullAndWholeNumbersStayWhole()
    {
        var trace = Read(new Figure("a").Line("a", [1, 2, 3], [0.1, double.NaN, double.PositiveInfinity]))
            .GetProperty("data")[0];
        Assert.Equal("[1,2,3]", trace.GetProperty("x").GetRawText());
        Assert.Equal("[0.1,null,null]", trace.GetProperty("y").GetRawText());
    }

    [Fact]
    public void ABandIsTwoSilentLinesBeforeItsOwn()
    {
        var data = Read(new Figure("a").Line("m", [0, 1], [1.0, 2], low: [0.5, 1], high: [2.0, 3])).GetProperty("data");
        Assert.Equal(3, data.GetArrayLength());
        Assert.Equal("tonexty", data[1].GetProperty("fill").GetString());
        Assert.Equal("rgba(0,114,178,0.2)", data[1].GetProperty("fillcolor").GetString());
        Assert.Equal([false, false, false],
            data.EnumerateArray().Select(t => t.GetProperty("showlegend").GetBoolean()));
        Assert.All(data.EnumerateArray(), t => Assert.Equal("m", t.GetProperty("legendgroup").GetString()));
    }

    [Fact]
    public void ANameIsInTheLegendOnce()
    {
        var data = Read(Gallery.Scenarios()).GetProperty("data").EnumerateArray();
        Assert.Equal(3, data.Count(t => t.GetProperty("showlegend").GetBoolean()));
    }

    [Fact]
    public void LogarithmicAxesHaveRangesAndNotesInLogarithms()
    {
        var layout =
            Read(new Figure("a").YAxis(scale: AxisScale.Log, min: 0.01, max: 100).Line("a", [1.0, 10])
                .Note(1, 10, "ten")
            .HorizontalLine(10)).GetProperty("layout");
        Assert.Equal("[-2,2]", layout.GetProperty("yaxis").GetProperty("range").GetRawText());
        // The note stands beside its point, 20 of 270 pixels at most, in logarithms.
        Assert.InRange(layout.GetProperty("annotations")[0].GetProperty("y").GetDouble(), 1 - 0.3, 1 + 0.3);
        Assert.Equal(10, layout.GetProperty("shapes")[0].GetProperty("y0").GetDouble()); // shapes take data values
    }

    [Fact]
    public void MarkupBecomesHtmlAndHtmlIsEscaped()
    {
        var layout = Read(new Figure("a", "π_{ref} < 10^{-3}").Line("a", [1.0])).GetProperty("layout");
        Assert.Equal("<b>π<sub>ref</sub> &lt; 10<sup>-3</sup></b>",
            layout.GetProperty("title").GetProperty("text").GetString());
    }

    [Fact]
    public void ProvenanceIsInTheMeta()
    {
        var meta =
            Read(Gallery.Boxes(), new Provenance("n", "c", new Dictionary<string, string> { ["b"] = "2", ["a"] = "1" }))
            .GetProperty("layout").GetProperty("meta");
        Assert.Equal("n", meta.GetProperty("notebook").GetString());
        Assert.Equal("{\"a\":\"1\",\"b\":\"2\"}", meta.GetProperty("parameters").GetRawText());
    }

    [Fact]
    public void AHeatMapHasRowsFromTopToBottomAndItsOwnColors()
    {
        var chart = Read(Gallery.CellText());
        var trace = chart.GetProperty("data")[0];
        Assert.Equal(4, trace.GetProperty("z").GetArrayLength());
        Assert.Equal(JsonValueKind.Null, trace.GetProperty("z")[3][3].ValueKind);
        Assert.Equal("[3.5,-0.5]",
            chart.GetProperty("layout").GetProperty("yaxis").GetProperty("range").GetRawText());
        Assert.Equal("%{text}", trace.GetProperty("texttemplate").GetString());
        Assert.Matches(@"^[−\d]\S*\.\d\d", trace.GetProperty("text")[0][0].GetString());
    }
}
