using Plotly.NET;
using ResearchKit.Figures;
using ResearchKit.Figures.Tests;
using ResearchKit.Figures.Values;
using ResearchKit.Interop.PlotlyNet;
using Figure = ResearchKit.Figures.Figure;

namespace ResearchKit.Interop.Tests.PlotlyNet;

/// <summary>Figures of every kind as charts of Plotly.NET and back.</summary>
public sealed class RoundTripTests
{
    public static TheoryData<string> Names => [.. Gallery.All.Select(f => f.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void AFigureOfAnyKindComesBackAsItWas(string name)
    {
        var figure = Gallery.All.Single(f => f.Name == name);
        var back = figure.ToPlotlyNet().ToFigure(name);
        Assert.Equal(FigureFile.Write(figure, Provenance.None), FigureFile.Write(back, Provenance.None));
    }

    [Fact]
    public void GapsAndNumbersBeyondTheFiniteOnesComeBack()
    {
        double[] x = [0, 1, 2, 3], y = [double.NaN, 1.0 / 3, double.PositiveInfinity, 1e-300];
        var figure = new Figure("gaps").Line("a", x, y).HorizontalLine(0.5, "half");
        var line = Assert.IsType<LineTrace>(figure.ToPlotlyNet().ToFigure("other").Panels[0].Traces[0]);
        Assert.Equal([double.NaN, 0.3333333333, double.PositiveInfinity, 1e-300], line.Y);
        Assert.Equal("other", figure.ToPlotlyNet().ToFigure("other").Name);
    }

    [Fact]
    public void AChartThatWasChangedIsReadAsItIsNow()
    {
        var layout = new Layout();
        layout.SetProperty("title", "mine");
        var figure = new Figure("f", "ours").Line("a", [1.0, 2], [3.0, 4]);
        Assert.Equal("mine", GenericChart.addLayout(layout, figure.ToPlotlyNet()).ToFigure("f").Title);
    }
}
