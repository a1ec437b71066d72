using System.Text.Json.Nodes;
using Plotly.NET;
using Plotly.NET.CSharp;
using ResearchKit.Figures;
using ResearchKit.Interop.PlotlyNet;
using ResearchKit.Notebooks.Formatting;
using Chart = Plotly.NET.CSharp.Chart;
using Figure = ResearchKit.Figures.Figure;

namespace ResearchKit.Interop.Tests.PlotlyNet;

public sealed class ChartTests
{
    private static readonly double[] X = [1, 2, 3, 4], Y = [1, double.NaN, 3, 2.5];

    [Fact]
    public void LinesAndPointsKeepNamesGapsAndDashes()
    {
        var panel = Single(Chart.Combine([
            Chart.Line<double, double, string>(X, Y, Name: "chosen", LineDash: StyleParam.DrawingStyle.Dash),
            Chart.Point<double, double, string>(X, Y, Name: "rejected"),
        ]).WithXAxisStyle<double, double, string>(TitleText: "step")
        .WithYAxisStyle<double, double, string>(TitleText: "nats"));
        Assert.Equal(("step", "nats"), (panel.X.Label, panel.Y.Label));
        var line = Assert.IsType<LineTrace>(panel.Traces[0]);
        Assert.Equal(("chosen", true, Dash.Dashed), (line.Name, line.Joined, line.Dash));
        Assert.Equal(X, line.X.Numbers);
        Assert.Equal(Y, line.Y); // NaN equals NaN
        Assert.False(Assert.IsType<LineTrace>(panel.Traces[1]).Joined);
    }

    [Fact]
    public void ABandIsOneLineWithBothEnds()
    {
        var chart = Chart.Range<double, double, string>(
            x: X, y: X, upper: new double[] { 2, 3, 4, 5 }, lower: new double[] { 0, 1, 2, 3 },
            mode: StyleParam.Mode.Lines, Name: "r");
        var line = Assert.IsType<LineTrace>(Assert.Single(Single(chart).Traces));
        Assert.Equal("r", line.Name);
        Assert.Equal([0, 1, 2, 3], line.Low);
        Assert.Equal([2, 3, 4, 5], line.High);
    }

    [Fact]
    public void BarsHistogramsBoxesAndHeatMapsAreRead()
    {
        var names = new Optional<IEnumerable<string>>(["a", "b"], true);
        var bars = Single(Chart.Bar<double, string, string>([1.0, 2], names, Name: "bars"));
        Assert.True(bars.HorizontalBars);
        Assert.Equal(["a", "b"], Assert.IsType<BarTrace>(bars.Traces[0]).Categories);
        var values = new Optional<IEnumerable<double>>(Y, true);
        var histogram =
            Assert.IsType<HistogramTrace>(
                Single(Chart.Histogram<double, double, string>(X: values, NBinsX: 7)).Traces[0]);
        Assert.Equal(7, histogram.Bins);
        Assert.Equal(Y,
            Assert.IsType<BoxTrace>(
                Single(Chart.BoxPlot<double, double, string>(Y: values, Name: "box")).Traces[0]).Values);
        // Plotly draws the first row at the bottom, our figures the first at the top.
        var map = Assert.IsType<HeatmapTrace>(Single(Chart.Heatmap<double, string, string, string>(
            zData: new[] { new[] { 1.0, 2 }, [3, double.NaN] }, X: names,
            Y: new Optional<IEnumerable<string>>(["low", "high"], true))).Traces[0]);
        Assert.Equal(["high", "low"], map.Rows);
        Assert.Equal([3, double.NaN, 1, 2], map.Values);
    }

    [Fact]
    public void AGridHasAPanelForEachPairOfAxes()
    {
        var figure = Chart.Grid(
            [Chart.Line<double, double, string>(X, Y, Name: "a"), Chart.Point<double, double, string>(X, Y, Name: "b")],
            1, 2).ToFigure("grid");
        Assert.Equal((2, 2), (figure.Columns, figure.Panels.Length));
        Assert.Equal(["a", "b"], figure.Panels.Select(p => Assert.Single(p.Traces).Name));
    }

    [Fact]
    public void TheInteractiveFormHasNullWhereTheValueIsNaN()
    {
        var json = Chart.Line<double, double, string>(X, Y, Name: "NaN").Named("gap").ToPlotlyJson();
        var trace = JsonNode.Parse(json)!["data"]![0]!;
        Assert.Equal([1, null, 3, 2.5], trace["y"]!.AsArray().Select(v => (double?)v));
        Assert.Equal("NaN", (string)trace["name"]!);
    }

    [Fact]
    public void AnArtifactHasTheSameBytesAlwaysAndItsProvenance()
    {
        static string[] Files() => [.. Chart.Line<double, double, string>(X, Y, Name: "a").Named("curve")
            .Files(new("nb", "cell", new Dictionary<string, string> { ["seed"] = "3" }))
            .Select(f => f.Extension + f.Text)];
        Assert.Equal(Files(), Files());
        Assert.StartsWith(".svg<svg", Files()[0]);
        Assert.Contains("notebook=nb cell=cell seed=3", Files()[0]);
        Assert.Equal("cell", (string)JsonNode.Parse(Files()[1][".json".Length..])!["layout"]!["meta"]!["cell"]!);
    }

    [Fact]
    public void AKindThatFiguresHaveNotIsShownInteractivelyOnly()
    {
        var pie = Chart.Pie<double, string, string>(values: [1.0, 2]);
        Assert.Throws<NotSupportedException>(() => pie.ToFigure("pie"));
        Assert.Equal([".json"], pie.Named("pie").Files(Provenance.None).Select(f => f.Extension));
    }

    [Fact]
    public void NotebooksShowDrawingAndChartAndKeepTitledOnes()
    {
        PackageDisplays.Register("Plotly.NET", value => PlotlyNetChart.Of(value));
        var chart = Chart.Line<double, double, string>(X, Y, Name: "a");
        Assert.StartsWith("<svg", chart.ToDisplayString("image/svg+xml"));
        Assert.Contains("\"scatter\"", chart.ToDisplayString("application/vnd.plotly.v1+json"));
        Assert.IsNotAssignableFrom<IArtifact>(PlotlyNetChart.Of(chart));
        var titled =
            Assert.IsAssignableFrom<IArtifact>(
                PlotlyNetChart.Of(Titled(Chart.Line<double, double, string>(X, Y), "Reward margin (DPO)")));
        Assert.Equal("reward-margin-dpo", titled.Name);
    }

    [Fact]
    public void AFigureBecomesAChartWithItsTracesAndComesBack()
    {
        var figure = new Figure("likelihoods", "Likelihoods").XAxis("step").YAxis("log-probability", unit: "nats")
            .Line("chosen", X, Y, low: X.Select(v => v - 1), high: X.Select(v => v + 1)).Scatter("points", X, X)
            .HorizontalLine(2);
        var chart = figure.ToPlotlyNet();
        var (ours, theirs) =
            (JsonNode.Parse(figure.ToPlotlyJson())!, JsonNode.Parse(GenericChart.toFigureJson(chart))!);
        Assert.Equal(4, theirs["data"]!.AsArray().Count);
        Assert.Equal(ours["data"]![2]!["name"]!.ToString(), theirs["data"]![2]!["name"]!.ToString());
        Assert.Null(theirs["data"]![2]!["y"]![1]);
        var back = chart.ToFigure("likelihoods");
        Assert.Equal(("Likelihoods", "step", "log-probability (nats)"),
            (back.Title, back.Panels[0].X.Text, back.Panels[0].Y.Text));
        var line = Assert.IsType<LineTrace>(back.Panels[0].Traces[0]);
        Assert.Equal(Y, line.Y);
        Assert.Equal([0, 1, 2, 3], line.Low);
        Assert.Equal(new ReferenceLine(false, 2, ""), Assert.Single(back.Panels[0].Marks));
        Assert.Equal(back.ToSvg(), back.ToPlotlyNet().ToFigure("likelihoods").ToSvg());
    }

    private static GenericChart Titled(GenericChart chart, string title)
    {
        var layout = new Layout();
        layout.SetProperty("title", title);
        return GenericChart.addLayout(layout, chart);
    }

    private static Panel Single(GenericChart chart) => Assert.Single(chart.ToFigure("chart").Panels);
}
