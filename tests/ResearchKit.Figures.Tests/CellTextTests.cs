using System.Text.Json;

namespace ResearchKit.Figures.Tests;

public sealed class CellTextTests
{
    private static readonly Figure Map = new Figure("map").Heatmap(new[,] { { 0.0, 1.0 }, { 2.0, 3.0 } });

    [Fact]
    public void CellTextsStandInTheDrawingAndInTheChart()
    {
        var figure = Map.WithCellTexts(new[,] { { "yes", "" }, { "", "no" } });

        Assert.Contains(">yes<", figure.ToSvg());
        Assert.Contains(">no<", figure.ToSvg());
        using var chart = JsonDocument.Parse(figure.ToPlotlyJson());
        var trace = chart.RootElement.GetProperty("data")[0];
        Assert.Equal("no", trace.GetProperty("text")[1][1].GetString());
        Assert.Equal("%{text}", trace.GetProperty("texttemplate").GetString());
    }

    [Fact]
    public void TextsOfAnotherShapeAreRejected()
    {
        Assert.Throws<ArgumentException>(() => Map.WithCellTexts(new string[2, 3]));
        Assert.Throws<InvalidOperationException>(() => new Figure("empty").WithCellTexts(new string[1, 1]));
    }
}
