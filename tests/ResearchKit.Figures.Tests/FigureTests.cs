using System.Reflection;

namespace ResearchKit.Figures.Tests;

public sealed class FigureTests
{
    [Fact]
    public void VerbsLeaveTheFigureAsItWas()
    {
        var empty = new Figure("a");
        var drawn = empty.Line("a", [1.0]);
        Assert.Empty(empty.Panels[0].Traces);
        Assert.Single(drawn.Panels[0].Traces);
    }

    [Fact]
    public void TheUsersArrayIsCopied()
    {
        double[] y = [1, 2];
        var figure = new Figure("a").Line("a", y);
        y[0] = 99;
        Assert.Equal([1, 2], ((LineTrace)figure.Panels[0].Traces[0]).Y);
    }

    [Fact]
    public void AnyNumberTypeIsTaken()
    {
        var figure = new Figure("a").Line("a", Enumerable.Range(0, 2), [1f, 2f])
            .Scatter("b", new List<long> { 0, 1 }, new[] { 1, 2 })
            .Bars("c", ["x", "y"], [1m, 2m]);
        Assert.Equal(3, figure.Panels[0].Traces.Length);
    }

    [Fact]
    public void OneNameHasOneStyleInAllPanels()
    {
        var svg = new Svg(Figure.Grid("styles", 2,
            [new Panel().Line("a", [1.0, 2]).Line("b", [2.0, 1]),
                new Panel().Line("b", [1.0, 2]).Line("a", [2.0, 1])]));
        var strokes = svg.Role("data").SelectMany(d => d.Elements().Select(p => (string)p.Attribute("stroke")!))
            .ToArray();
        Assert.Equal(["#0072b2", "#d55e00", "#d55e00", "#0072b2"], strokes);
    }

    [Fact]
    public void AChosenColorIsNotGivenToAnotherSeries()
    {
        var svg = new Svg(new Figure("series-colors").Line("a", [1.0, 2]).Line("b", [2.0, 1], color: SeriesColor.Blue));
        Assert.Equal(["#d55e00", "#0072b2"],
            svg.Role("data").Single().Elements().Select(p => (string)p.Attribute("stroke")!));
    }

    [Theory]
    [InlineData("Upper")]
    [InlineData("with space")]
    [InlineData("")]
    [InlineData("../up")]
    public void ANameIsAFileStem(string name) =>
    Assert.Contains("lower-case", Assert.Throws<ArgumentException>(() => new Figure(name)).Message);

    [Fact]
    public void MistakesAreNamed()
    {
        var figure = new Figure("a");
        Assert.Contains("'s' has 2 positions but 3 values",
            Assert.Throws<ArgumentException>(() => figure.Line("s", [1, 2], [1.0, 2, 3])).Message);
        Assert.Contains("both 'low' and 'high'",
            Assert.Throws<ArgumentException>(() => figure.Line("s", [1], [1.0], low: [1.0])).Message);
        Assert.Contains("3 rows but 2 row names",
            Assert.Throws<ArgumentException>(() => figure.Heatmap(new double[3, 1], ["a", "b"])).Message);
        Assert.Contains("two rows named 'a'",
            Assert.Throws<ArgumentException>(() => figure.Heatmap(new double[2, 1], ["a", "a"])).Message);
        Assert.Contains("Row 1",
            Assert.Throws<ArgumentException>(() => figure.Heatmap([new[] { 1.0 }, [1.0, 2]])).Message);
        Assert.Contains("18 bytes", Assert.Throws<ArgumentException>(() => figure.Image(new byte[17], 3, 2)).Message);
        Assert.Contains("needs ends above 0",
            Assert.Throws<ArgumentException>(() => figure.XAxis("x", scale: AxisScale.Log, min: 0)).Message);
        Assert.Contains("not (or hardly) above",
            Assert.Throws<ArgumentException>(() => figure.XAxis("x", min: 2, max: 1)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => figure.WithSize(double.NaN));
        Assert.Contains("before Figure.Grid", Assert.Throws<InvalidOperationException>(
            () => Figure.Grid("g", 2, [new Panel(), new Panel()]).Line("a", [1.0])).Message);
    }

    [Theory]
    [InlineData(typeof(Figure), "image/svg+xml application/vnd.plotly.v1+json image/png text/plain")]
    [InlineData(typeof(Table), "text/html text/plain")]
    public void NotebooksFindTheFormattersByReflection(Type type, string preferred)
    {
        // By simple names and public members only, as .NET Interactive does.
        var attribute = type.GetCustomAttributes(inherit: true)
            .Single(a => a.GetType().Name == "TypeFormatterSourceAttribute");
        var mimes = (string[])attribute.GetType().GetProperty("PreferredMimeTypes")!.GetValue(attribute)!;
        Assert.Equal(preferred, string.Join(' ', mimes));
        var sourceType = (Type)attribute.GetType().GetProperty("FormatterSourceType")!.GetValue(attribute)!;
        var source = Activator.CreateInstance(sourceType)!;
        var formatters =
            (IEnumerable<object>)sourceType.GetMethod("CreateTypeFormatters",
                BindingFlags.Public | BindingFlags.Instance)!.Invoke(source, null)!;
        object value = type == typeof(Figure) ? Gallery.Boxes() : Table.From("t", new[] { new { A = 1 } });
        var written = formatters.ToDictionary(f => (string)f.GetType().GetProperty("MimeType")!.GetValue(f)!, f =>
        {
            using var writer = new StringWriter();
            Assert.True((bool)f.GetType().GetMethod("Format")!.Invoke(f, [value, writer])!);
            using var other = new StringWriter();
            Assert.False((bool)f.GetType().GetMethod("Format")!.Invoke(f, ["another type", other])!);
            return writer.ToString();
        });
        Assert.All(mimes, m => Assert.NotEmpty(written[m]));
        if (value is Figure figure)
            Assert.Equal((figure.ToSvg(), figure.Describe()), (written["image/svg+xml"], written["text/plain"]));
    }

    [Fact]
    public void AFigureIsAnSvgAndAJsonFileWithProvenance()
    {
        var files = Gallery.Boxes().Files(new Provenance("nb", "cell-7", new Dictionary<string, string>())).ToArray();
        Assert.Equal([".svg", ".json", ".figure.json"], files.Select(f => f.Extension));
        Assert.All(files, f => Assert.Contains("cell-7", f.Text));
        Assert.All(files, f => Assert.DoesNotContain('\r', f.Text));
    }
}
