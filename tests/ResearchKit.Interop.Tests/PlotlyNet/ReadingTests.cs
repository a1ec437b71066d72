using ResearchKit.Figures;
using ResearchKit.Interop.PlotlyNet;

namespace ResearchKit.Interop.Tests.PlotlyNet;

/// <summary>What Plotly's traces and layouts mean (plotly.com/javascript/reference), and what is said of those that our
/// figures have not: never a drawing that shows something else.</summary>
public sealed class ReadingTests
{
    /// <summary>Without these a drawing would be wrong: there is none, and the reason is said.</summary>
    [Theory]
    [InlineData("second axis", """[{"y":[1,2]},{"y":[100,200],"yaxis":"y2"}]""",
        """{"yaxis2":{"overlaying":"y","side":"right"}}""")]
    [InlineData("stacked areas", """[{"y":[1,2],"stackgroup":"1"}]""")]
    [InlineData("vertical axis of points", """[{"x":[1,2],"y":["a","b"]}]""")]
    [InlineData("reversed axes", """[{"y":[1,2]}]""", """{"yaxis":{"autorange":"reversed"}}""")]
    [InlineData("reversed axes", """[{"y":[1,2]}]""", """{"xaxis":{"range":[5,0]}}""")]
    [InlineData("do not begin at zero", """[{"type":"bar","x":["a"],"y":[1],"base":[3]}]""")]
    [InlineData("several levels", """[{"type":"bar","x":[["a","a"],["b","c"]],"y":[1,2]}]""")]
    [InlineData("in percent", """[{"type":"bar","x":["a"],"y":[1]}]""", """{"barnorm":"percent"}""")]
    [InlineData("percent", """[{"type":"histogram","x":[1,2],"histnorm":"percent"}]""")]
    [InlineData("sums", """[{"type":"histogram","x":[1,2],"histfunc":"sum"}]""")]
    [InlineData("along the vertical axis", """[{"type":"histogram","y":[1,2]}]""")]
    [InlineData("horizontal boxes", """[{"type":"box","x":[1,2]}]""")]
    [InlineData("without their values", """[{"type":"box","q1":[1],"median":[2],"q3":[3]}]""")]
    [InlineData("heat maps under", """[{"type":"heatmap","z":[[1]]},{"y":[1,2]}]""")]
    [InlineData("'surface' traces", """[{"type":"surface","z":[[1,2],[3,4]]}]""")]
    [InlineData("3 error bars for 2", """[{"y":[1,2],"error_y":{"array":[1,2,3]}}]""")]
    [InlineData("no base64", """[{"y":{"dtype":"f8","bdata":"?"}}]""")]
    [InlineData("unknown type 'q7'", """[{"y":{"dtype":"q7","bdata":"AAAA"}}]""")]
    public void WhatWouldBeDrawnWronglyIsShownInteractivelyOnly(string reason, string data, string layout = "{}")
    {
        var chart = ChartJson.Chart(data, layout);
        Assert.Contains(reason, Assert.Throws<NotSupportedException>(() => chart.ToFigure("chart")).Message);
        var shown = chart.Named("chart");
        Assert.Contains(reason, shown.ToString());
        Assert.Equal([".json"], shown.Files(Provenance.None).Select(f => f.Extension));
    }

    /// <summary>Without these a drawing is right, but shows less: it says what.</summary>
    [Theory]
    [InlineData("curves between points", """[{"y":[1,2],"line":{"shape":"spline"}}]""")]
    [InlineData("steps between points", """[{"y":[1,2],"line":{"shape":"hv"}}]""")]
    [InlineData("texts at points", """[{"y":[1,2],"mode":"markers+text","text":["a","b"]}]""")]
    [InlineData("sizes of points", """[{"y":[1,2],"mode":"markers","marker":{"size":[3,9]}}]""")]
    [InlineData("colors of points", """[{"y":[1,2],"mode":"markers","marker":{"color":[3,9]}}]""")]
    [InlineData("horizontal error bars", """[{"y":[1,2],"error_x":{"array":[1,1]}}]""")]
    [InlineData("filled areas", """[{"y":[1,2],"fill":"toself"}]""")]
    [InlineData("distances between dates", """[{"x":["2024-01-01","2024-01-02","2024-06-01"],"y":[1,2,3]}]""")]
    [InlineData("distances between bars", """[{"type":"bar","x":[1,2,10],"y":[1,2,3]}]""")]
    [InlineData("texts on bars", """[{"type":"bar","x":["a"],"y":[1],"text":["one"]}]""")]
    [InlineData("some shapes or annotations", """[{"y":[1,2]}]""",
        """{"annotations":[{"xref":"paper","yref":"paper","x":0.5,"y":1,"text":"all"}]}""")]
    public void WhatADrawingLeavesOutIsNamedBelowIt(string part, string data, string layout = "{}")
    {
        var shown = ChartJson.Chart(data, layout).Named("chart");
        Assert.Equal($"The interactive chart alone shows: {part}.", shown.Figure!.Caption);
        Assert.EndsWith(shown.Figure.Caption!, shown.ToString());
        Assert.Contains(part, shown.Figure.ToSvg());
    }

    [Fact]
    public void ErrorBarsAreListsOrRules()
    {
        Assert.Equal("8 16 to 12 24", Ends("""{"type":"percent","value":20}"""));
        Assert.Equal("7 17 to 13 23", Ends("""{"type":"constant","value":3}"""));
        Assert.Equal("9 18 to 12 23", Ends("""{"array":[2,3],"arrayminus":[1,2]}"""));
        Assert.Equal("10 20 to 12 23", Ends("""{"array":[2,3],"symmetric":false}"""));
        Assert.Equal(" to ", Ends("""{"array":[2,2],"visible":false}"""));

        static string Ends(string error)
        {
            var line = Line($$"""[{"y":[10,20],"error_y":{{error}} }]""");
            return FormattableString.Invariant($"{string.Join(' ', line.Low)} to {string.Join(' ', line.High)}");
        }
    }

    [Fact]
    public void NumbersMayBeTextsStepsOrBytes()
    {
        Assert.Equal([1.5, 2], Line("""[{"x":["1.5","2"],"y":["1","2"]}]""").X.Numbers);
        Assert.Equal([10, 12.5, 15], Line("""[{"x0":10,"dx":2.5,"y":[1,2,3]}]""").X.Numbers);
        var bytes = Convert.ToBase64String([.. new[] { 1.0, double.NaN, -2 }.SelectMany(BitConverter.GetBytes)]);
        var shorts = Convert.ToBase64String([.. new short[] { 3, -4, 5 }.SelectMany(BitConverter.GetBytes)]);
        var line = Line($$"""
            [{"x":{"dtype":"i2","bdata":"{{shorts}}"},"y":{"dtype":"f8","bdata":"{{bytes}}"} }]
            """);
        Assert.Equal([3, -4, 5], line.X.Numbers);
        Assert.Equal([1, double.NaN, -2], line.Y);
        var map = Assert.IsType<HeatmapTrace>(Panel("""
            [{"type":"heatmap","z":{"dtype":"u1","bdata":"AQIDBAUG","shape":"2,3"}}]
            """).Traces[0]);
        Assert.Equal([4, 5, 6, 1, 2, 3], map.Values);
    }

    [Fact]
    public void AreasToZeroAreBandsAndHiddenTracesAreNotDrawn()
    {
        var panel = Panel("""[{"y":[1,-2],"mode":"lines","fill":"tozeroy"},{"y":[9,9],"visible":"legendonly"}]""");
        var line = Assert.IsType<LineTrace>(Assert.Single(panel.Traces));
        Assert.Equal([0, -2], line.Low);
        Assert.Equal([1, 0], line.High);
    }

    [Fact]
    public void LinesOverBarsStandAtTheCategoriesOfTheBars()
    {
        var panel = Panel("""[{"type":"bar","x":[3,1,2],"y":[30,10,20]},{"x":[1,2],"y":[5,6]}]""");
        var bars = Assert.IsType<BarTrace>(panel.Traces[0]);
        Assert.Equal(["1", "2", "3"], bars.Categories);
        Assert.Equal([10, 20, 30], bars.Values);
        Assert.Equal(["1", "2"], Assert.IsType<LineTrace>(panel.Traces[1]).X.Categories);
    }

    [Fact]
    public void HorizontalBarsGrowFromTheBottomUnlessTheirAxisIsReversed()
    {
        const string bars = """[{"type":"bar","orientation":"h","x":[1,2],"y":["low","high"]}]""";
        Assert.Equal(["high", "low"], Panel(bars).Y.Categories);
        Assert.Null(Panel(bars, """{"yaxis":{"autorange":"reversed"}}""").Y.Categories);
    }

    [Fact]
    public void BoxesAndHistogramsOfNamesHaveOneEntryForEachName()
    {
        var boxes = Panel("""[{"type":"box","x":["a","b","a"],"y":[1,2,3]}]""").Traces.Cast<BoxTrace>().ToArray();
        Assert.Equal(["a", "b"], boxes.Select(b => b.Name));
        Assert.Equal([1, 3], boxes[0].Values);
        var counts = Assert.IsType<BarTrace>(Panel("""[{"type":"histogram","x":["u","v","u"]}]""").Traces[0]);
        Assert.Equal([2, 1], counts.Values);
    }

    [Fact]
    public void NotesAreAtTheirPointsAlsoOnLogarithmicAxes()
    {
        var marks = Panel("""[{"x":[1,100],"y":[1,2]}]""", """
            {"xaxis":{"type":"log"},"annotations":[{"x":2,"y":1.5,"text":"<b>here</b> &amp; now"}]}
            """).Marks;
        Assert.Equal(new Note(100, 1.5, "here & now", Arrow: true), Assert.Single(marks));
    }

    [Fact]
    public void PanelsStandWhereTheGridHasThem()
    {
        const string four = """
            [{"name":"a","y":[1]},{"name":"b","y":[1],"xaxis":"x2"},{"name":"c","y":[1],"yaxis":"y2"}]
            """;
        Assert.Equal(["a", "b", "c"], Names(four, """{"grid":{"rows":2,"columns":2}}"""));
        Assert.Equal(["c", "", "a", "b"],
            Names(four, """{"grid":{"rows":2,"columns":2,"roworder":"bottom to top"}}"""));
        const string gap = """[{"name":"a","y":[1]},{"name":"d","y":[1],"xaxis":"x4","yaxis":"y4"}]""";
        Assert.Equal(["a", "", "", "d"], Names(gap, """{"grid":{"rows":2,"columns":2,"pattern":"independent"}}"""));
        Assert.Equal(["b", "a"], Names("""[{"name":"a","y":[1]},{"name":"b","y":[1],"xaxis":"x2","yaxis":"y2"}]""",
            """{"xaxis":{"domain":[0.6,1]},"xaxis2":{"domain":[0,0.4]}}"""));

        static string[] Names(string data, string layout)
        {
            var figure = ChartJson.Chart(data, layout).ToFigure("chart");
            Assert.Equal(2, figure.Columns);
            Assert.StartsWith("<svg", figure.ToSvg());
            return [.. figure.Panels.Select(p => p.Traces.FirstOrDefault()?.Name ?? "")];
        }
    }

    private static Panel Panel(string data, string layout = "{}") =>
        Assert.Single(ChartJson.Chart(data, layout).ToFigure("chart").Panels);

    private static LineTrace Line(string data) => Assert.IsType<LineTrace>(Panel(data).Traces[0]);
}
