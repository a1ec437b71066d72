using ResearchKit.Figures.Rendering;

namespace ResearchKit.Figures.Tests;

public sealed class LayoutTests
{
    public static TheoryData<string> Names => [.. Gallery.All.Select(f => f.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryTextOfTheGalleryIsOnTheCanvas(string name) =>
    AssertTextsInside(Gallery.All.Single(f => f.Name == name));

    [Fact]
    public void LongTextsAreOnTheCanvasToo()
    {
        // A reference text can be wider than its plot: it is checked for its beginning only where it is.
        foreach (var figure in UnluckyFigures.All.Where(f => f.Name != "note-at-edge")) AssertTextsInside(figure);
    }

    [Fact]
    public void LongTextsLeaveAThirdOfTheWidthToThePlots()
    {
        foreach (var figure in UnluckyFigures.All.Where(f => f.Name != "small"))
        {
            var svg = new Svg(figure);
            var row = svg.Elements("clipPath").Select(c => Svg.Rect(c.Elements().First())).GroupBy(b => b.Top).First();
            Assert.True(row.Sum(b => b.Width) > svg.Canvas.Width / 3, figure.Name);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void NoTwoTextsOverlap(string name) => AssertTextsApart(Gallery.All.Single(f => f.Name == name));

    [Fact]
    public void LongTextsDoNotOverlapEither()
    {
        foreach (var figure in UnluckyFigures.All.Where(f => f.Name is not "note-at-edge")) AssertTextsApart(figure);
    }

    [Fact]
    public void ALegendInsideThePlotHidesNoData()
    {
        var inside = 0;
        for (var seed = 0; seed < 120; seed++)
        {
            var random = new Random(seed);
            var figure = new Figure("random").XAxis("x").YAxis("y");
            var scatter = seed % 3 == 0;
            for (var s = 0; s < 2 + seed % 3; s++)
            {
                double level = random.NextDouble() * 4, slope = random.NextDouble() * 4 - 2,
                    bend = random.NextDouble() * 4 - 2;
                var x = Enumerable.Range(0, 40).Select(i => i / 39.0).ToArray();
                var y = x.Select(v => level + slope * v + bend * v * v + 0.1 * random.NextDouble()).ToArray();
                figure = scatter ? figure.Scatter("series " + s, x, y) : figure.Line("series " + s, x, y);
            }
            var svg = new Svg(figure);
            var legend = Assert.Single(svg.Role("legend"));
            var box = legend.Elements().First();
            if (box.Name.LocalName != "rect" || (string?)box.Attribute("fill-opacity") != "0.86") continue;
            inside++;
            var taken = Svg.Rect(box);
            var data = Assert.Single(svg.Role("data"));
            foreach (var path in data.Elements().Where(e => e.Name.LocalName == "path"))
            {
                var points = Svg.Vertices(path);
                Assert.NotEmpty(points);
                if (scatter)
                    Assert.All(points, p => Assert.False(taken.Contains(new Box(p.X, p.Y, p.X, p.Y)), $"seed {seed}"));
                else
                    // Sampled along each stroke, independently of the geometry that placed the legend.
                    for (var i = 1; i < points.Length; i++)
                        for (var t = 0; t <= 10; t++)
                        {
                            var (px, py) = (points[i - 1].X + (points[i].X - points[i - 1].X) * t / 10,
                                points[i - 1].Y + (points[i].Y - points[i - 1].Y) * t / 10);
                            Assert.False(taken.Contains(new Box(px, py, px, py)), $"seed {seed}");
                        }
            }
        }
        Assert.InRange(inside, 60, 120); // else the test would have tested nothing
    }

    [Fact]
    public void ALegendWithoutRoomStandsBesideThePlot()
    {
        var x = Enumerable.Range(0, 200).ToArray();
        var figure = new Figure("full").Line("up", x, x.Select(i => i % 2 * 10.0))
            .Line("down", x, x.Select(i => (i + 1) % 2 * 10.0));
        var svg = new Svg(figure);
        var plotRight = svg.Elements("clipPath").Select(c => Svg.Rect(c.Elements().First()).Right).Max();
        Assert.All(svg.Role("legend").Single().Elements()
            .Where(e => e.Name.LocalName == "text"), t => Assert.True(Svg.Place(t).Box.Left > plotRight));
    }

    [Fact]
    public void PanelsOfAGridAreAligned()
    {
        var svg = new Svg(Gallery.Scenarios());
        var plots = svg.Elements("clipPath").Select(c => Svg.Rect(c.Elements().First())).ToArray();
        Assert.Equal(4, plots.Length);
        Assert.Equal((plots[0].Left, plots[1].Left), (plots[2].Left, plots[3].Left));
        Assert.Equal((plots[0].Top, plots[2].Top), (plots[1].Top, plots[3].Top));
        Assert.All(plots, p => Assert.Equal(plots[0].Width, p.Width, 0.011));
        Assert.All(plots, p => Assert.Equal(plots[0].Height, p.Height, 0.011));
    }

    [Fact]
    public void DirectLabelsMoveApartAsLittleAsPossible()
    {
        Assert.Equal([10, 50], DirectLabels.Spread([10, 50], 15, 0, 100));
        Assert.Equal([32.5, 47.5], DirectLabels.Spread([40, 40], 15, 0, 100));
        Assert.Equal([70, 85, 100], DirectLabels.Spread([95, 96, 97], 15, 0, 100));
        Assert.Equal([0, 15, 60], DirectLabels.Spread([1, 2, 60], 15, 0, 100));
    }

    private static void AssertTextsInside(Figure figure)
    {
        var svg = new Svg(figure);
        Assert.All(
            svg.Texts,
                t => Assert.True(svg.Canvas.Contains(t.Box),
                    $"{figure.Name}: '{t.Text}' at {t.Box} is not within {svg.Canvas}"));
    }

    private static void AssertTextsApart(Figure figure)
    {
        // Boxes around slanted texts overlap though the texts do not; those have a test of their own distance.
        var texts = new Svg(figure).Texts.Where(t => t.Angle is 0 or -90).ToArray();
        for (var i = 0; i < texts.Length; i++)
            for (var j = 0; j < i; j++)
                Assert.False(texts[i].Box.Grow(-0.6).Overlaps(texts[j].Box.Grow(-0.6)),
                    $"{figure.Name}: '{texts[i].Text}' over '{texts[j].Text}'");
    }
}
