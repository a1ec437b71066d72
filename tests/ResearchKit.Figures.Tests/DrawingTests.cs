using System.Text.RegularExpressions;
using ResearchKit.Figures.Rendering;
using ResearchKit.Imaging.Png;

namespace ResearchKit.Figures.Tests;

public sealed class DrawingTests
{
    [Fact]
    public void TheSameFigureHasTheSameBytes() => Assert.All(
        Gallery.All.Zip(Gallery.All), pair => Assert.Equal(pair.First.ToSvg(), pair.Second.ToSvg()));

    [Fact]
    public void CoordinatesHaveAtMostTwoDecimals()
    {
        foreach (var figure in Gallery.All)
            Assert.DoesNotMatch(@"[ ""ML][-0-9]+\.[0-9]{3,}",
                Regex.Replace(figure.ToSvg(), "offset=\"[^\"]*\"|<desc.*?</desc>|base64,[^\"]*", ""));
    }

    [Fact]
    public void DarkColorsAreConfinedToTheFigure()
    {
        var style = (string)new Svg(Gallery.GroupedBars()).Elements("style").Single();
        var rules = Regex.Match(style, @"^@media \(prefers-color-scheme:dark\)\{(.*)\}$").Groups[1].Value;
        Assert.All(
            rules.Split('}', StringSplitOptions.RemoveEmptyEntries), r => Assert.StartsWith("#rk-grouped-bars .", r));
    }

    [Fact]
    public void EveryClassHasADarkColor()
    {
        foreach (var figure in Gallery.All)
        {
            var svg = new Svg(figure);
            var style = (string)svg.Elements("style").Single();
            var classes = svg.Root.Descendants().Select(e => (string?)e.Attribute("class")).OfType<string>().Distinct();
            Assert.All(classes, c => Assert.Contains($"#rk-{figure.Name} .{c}{{", style));
        }
    }

    [Fact]
    public void IdsOfAllFiguresOnAPageDiffer()
    {
        var ids =
            Gallery.All.SelectMany(f => new Svg(f).Root.DescendantsAndSelf().Select(e => (string?)e.Attribute("id"))
                .OfType<string>()).ToArray();
        Assert.Equal(ids.Length, ids.Distinct().Count());
    }

    [Fact]
    public void ReadersWhoCannotSeeGetTitleAndDescription()
    {
        var svg =
            new Svg(new Figure("described", "Two & two").XAxis("step").YAxis("loss", unit: "nats")
                .Line("DPO", [0.693, 0.5, 0.25]));
        Assert.Equal("img", (string?)svg.Root.Attribute("role"));
        Assert.Equal("rk-described-title rk-described-desc", (string?)svg.Root.Attribute("aria-labelledby"));
        Assert.Equal("Two & two",
            svg.Elements("title").Single(t => (string?)t.Attribute("id") == "rk-described-title").Value);
        Assert.Equal("Two & two. Plot: loss (nats) against step. Line 'DPO' from 0.693 to 0.25.",
            svg.Elements("desc").Single().Value);
        Assert.Equal("mine", new Figure("described").WithAltText("mine").Describe());
    }

    [Fact]
    public void ProvenanceIsInTheMetadata()
    {
        var provenance =
            new Provenance("02-dpo", "c<1>", new Dictionary<string, string> { ["seed"] = "3", ["beta"] = "0.1" });
        Assert.Contains("<metadata>notebook=02-dpo cell=c&lt;1&gt; beta=0.1 seed=3</metadata>",
            Gallery.Boxes().ToSvg(provenance));
    }

    [Fact]
    public void ALineIsWhereItsNumbersSay()
    {
        // Ends of both axes are given, so values map linearly onto the plot: 0 at its lower left, (10, 4) at its upper
        // right.
        var figure = new Figure("line").XAxis(min: 0, max: 10).YAxis(min: 0, max: 4).Line("a", [0, 5, 10], [0.0, 3, 4]);
        var svg = new Svg(figure);
        var plot = Svg.Rect(svg.Elements("clipPath").Single().Elements().Single()).Grow(-1.5);
        var points = Svg.Vertices(svg.Role("data").Single().Elements().Single());
        (double, double)[] expected =
            [(plot.Left, plot.Bottom), (plot.CenterX, plot.Bottom - 0.75 * plot.Height), (plot.Right, plot.Top)];
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(expected[i].Item1, points[i].X, 0.02);
            Assert.Equal(expected[i].Item2, points[i].Y, 0.02);
        }
    }

    [Fact]
    public void ALogarithmicAxisMakesEqualRatiosEquallyLongAndDropsWhatItCannotShow()
    {
        var figure = new Figure("log").XAxis(scale: AxisScale.Log).Line("a", [1, 10, 100, 0, 1000], [1.0, 1, 1, 1, 1]);
        var paths = new Svg(figure).Role("data").Single().Elements().ToArray();
        Assert.Equal(2, paths.Length); // the gap at 0 leaves a run of three points and a single point
        var x = Svg.Vertices(paths[0]).Select(p => p.X).ToArray();
        Assert.Equal(x[1] - x[0], x[2] - x[1], 0.02);
    }

    [Fact]
    public void AMissingValueLeavesAGap()
    {
        var figure = new Figure("gap").Line("a", [1, 2, double.NaN, 4, 5]);
        Assert.Equal(2, new Svg(figure).Role("data").Single().Elements().Count());
    }

    [Fact]
    public void ABandEnclosesItsLine()
    {
        var svg =
            new Svg(new Figure("band").Line("a", [0, 1, 2], [1.0, 2, 3], low: [0.5, 1.5, 2.5], high: [1.5, 2.5, 3.5]));
        var paths = svg.Role("data").Single().Elements().ToArray();
        var (band, line) = (Svg.Vertices(paths[0]), Svg.Vertices(paths[1]));
        Assert.Equal(6, band.Length);
        for (var i = 0; i < 3; i++) // there along the upper end, back along the lower one
        {
            Assert.Equal((line[i].X, line[i].X), (band[i].X, band[5 - i].X));
            Assert.Equal(line[i].Y - band[i].Y, band[5 - i].Y - line[i].Y, 0.02);
        }
    }

    [Fact]
    public void BarsStartAtZeroAndStackedPartsTouch()
    {
        var svg =
            new Svg(new Figure("stack").YAxis(min: 0, max: 10).Stacked().Bars("a", ["x"], [4.0])
                .Bars("b", ["x"], [6.0]));
        var plot = Svg.Rect(svg.Elements("clipPath").Single().Elements().Single()).Grow(-1.5);
        var bars = svg.Role("data").Single().Elements().Where(e => e.Name.LocalName == "rect").Select(Svg.Rect)
            .ToArray();
        Assert.Equal(plot.Bottom, bars[0].Bottom, 0.02);
        Assert.Equal(plot.Bottom - 0.4 * plot.Height, bars[1].Bottom, 0.02);
        Assert.Equal(plot.Top, bars[1].Top, 0.9);
        Assert.InRange(bars[0].Top - bars[1].Bottom, 0, 1);
    }

    [Fact]
    public void TheSameTraceTwiceIsTwoBars()
    {
        var one = new Figure("twice").Bars("a", ["x"], [1.0]);
        var two = one.Add(one.Panels[0].Traces[0]);
        Assert.Equal(2, new Svg(two).Role("data").Single().Elements().Count(e => e.Name.LocalName == "rect"));
    }

    [Fact]
    public void HeatMapsOfOneLabelShareTheirScale()
    {
        static Panel Map(double value) => new Panel().Heatmap(new[,] { { 0, value } }, label: "p");
        var svg = new Svg(Figure.Grid("shared", 2, [Map(1), Map(2)]));
        var colors = svg.Role("data")
            .Select(d => (string)d.Descendants().Last(e => e.Name.LocalName == "path").Attribute("fill")!).ToArray();
        var scale = new ColorScale(ColorMap.Sequential, 0, 2, 0);
        Assert.Equal([scale.Color(1), scale.Color(2)], colors);
        Assert.Single(svg.Elements("linearGradient"));
    }

    [Fact]
    public void AnImageIsEmbeddedLosslessly()
    {
        var pixels = Enumerable.Range(0, 5 * 7 * 3).Select(i => (byte)(i * 37)).ToArray();
        var image = new Svg(new Figure("image").Image(pixels, 7, 5, alt: "noise")).Elements("image").Single();
        var uri = (string)image.Attribute("href")!;
        var decoded = PngDecoder.Decode(Convert.FromBase64String(uri["data:image/png;base64,".Length..]));
        Assert.Equal((7, 5), (decoded.Width, decoded.Height));
        Assert.Equal(pixels, decoded.Pixels);
        Assert.Equal("noise", image.Value);
    }

    [Fact]
    public void ALongRunTakesNoMoreBytesThanCanBeSeenAndKeepsItsExtremes()
    {
        var y = new double[200_000];
        y[123_456] = 5; // a single spike must stay
        y[154_321] = -3;
        var svg = new Figure("long-run").Line("loss", y).YAxis(min: -3, max: 5).ToSvg();
        Assert.InRange(svg.Length, 1000, 60_000);
        var drawing = new Svg(new Figure("long-run").Line("loss", y).YAxis(min: -3, max: 5));
        var plot = Svg.Rect(drawing.Elements("clipPath").Single().Elements().Single()).Grow(-1.5);
        var points = Svg.Vertices(drawing.Role("data").Single().Elements().Single());
        Assert.Equal(plot.Top, points.Min(p => p.Y), 0.02);
        Assert.Equal(plot.Bottom, points.Max(p => p.Y), 0.02);
    }

    [Fact]
    public void FiguresWithoutDataAreDrawn()
    {
        Figure[] empty =
        [
            new("empty"), new Figure("no-values").Line("a", Array.Empty<double>()),
            new Figure("nan").Line("a", [double.NaN, double.NaN]),
            new Figure("no-bars").Bars("a", [], Array.Empty<double>()),
            new Figure("no-histogram").Histogram("a", Array.Empty<double>()),
            new Figure("no-box").Box("a", [double.NaN]),
            new Figure("nan-map").Heatmap(new[,] { { double.NaN } }, format: "0"),
            new Figure("one").Line("a", [7.0]), new Figure("log-none").YAxis(scale: AxisScale.Log).Line("a", [-1.0, 0]),
            new Figure("infinite").Line("a", [1, double.PositiveInfinity, 1e308, -1e308, 2]),
        ];
        Assert.All(empty, f => Assert.NotEmpty(new Svg(f).Root.Elements()));
        Assert.All(empty, f => Assert.DoesNotContain("NaN", f.ToSvg() + f.ToPlotlyJson()));
    }

    [Fact]
    public void TextsMayHoldAnything()
    {
        var figure = new Figure("text", "<b> & \"q\" \u0001 ]]> 10^{-3} x_{i} a_b 🙂 \ud800").Line("</svg>", [1.0, 2])
            .Line("b&c", [2.0, 1]);
        Assert.Contains("<b> & \"q\" \uFFFD ]]> 10^-3 x_i a_b 🙂 \uFFFD",
            new Svg(figure).Elements("title").First().Value);
        Assert.Contains("10<tspan dy=\"-5.22\" font-size=\"10.44\">-3</tspan><tspan dy=\"5.22\"> x</tspan>",
            figure.ToSvg());
    }
}
