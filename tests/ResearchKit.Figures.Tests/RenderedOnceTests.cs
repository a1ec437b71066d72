using ResearchKit.Figures.Rendering;

namespace ResearchKit.Figures.Tests;

/// <summary>A figure that is shown and published is laid out and written once.</summary>
public sealed class RenderedOnceTests
{
    private static readonly Provenance Origin =
        new("02-demo", "cell-1", new Dictionary<string, string> { ["seed"] = "1", ["name"] = "a \"quoted\" <b>" });

    private static Figure Figure(string title = "\"provenance\":null <metadata/>") =>
        new Figure("once", title).Line("a", new double[] { 0, 1 }, new double[] { 1, 2 });

    [Fact]
    public void AllFormsShareALayout()
    {
        var figure = Figure();
        var layout = RenderedFigure.Of(figure).Layout;
        figure.ToSvg();
        figure.ToPlotlyJson(Origin);
        figure.ToPng();
        Assert.Same(layout, RenderedFigure.Of(figure).Layout);
    }

    [Fact]
    public void AChangedFigureHasALayoutOfItsOwn()
    {
        var figure = Figure();
        var before = figure.ToSvg();
        var changed = figure with { Title = "Another" };
        Assert.NotSame(RenderedFigure.Of(figure).Layout, RenderedFigure.Of(changed).Layout);
        Assert.Contains("Another", changed.ToSvg());
        Assert.Equal(before, figure.ToSvg());
    }

    // Texts of the figure that look like the places where provenance goes are left alone.
    [Fact]
    public void ProvenanceIsAllThatDiffers()
    {
        var figure = Figure();
        Assert.Equal(figure.ToSvg().Replace("notebook= cell=", Written()), figure.ToSvg(Origin));
        Assert.Equal(
            figure.ToPlotlyJson().Replace("\"notebook\":\"\",\"cell\":\"\",\"parameters\":{}",
                "\"notebook\":\"02-demo\",\"cell\":\"cell-1\",\"parameters\":"
                + "{\"name\":\"a \\\"quoted\\\" <b>\",\"seed\":\"1\"}"),
            figure.ToPlotlyJson(Origin));
        Assert.Contains("\\\"provenance\\\":null", figure.ToPlotlyJson());
    }

    private static string Written() =>
        "notebook=02-demo cell=cell-1 name=a &quot;quoted&quot; &lt;b&gt; seed=1";
}
