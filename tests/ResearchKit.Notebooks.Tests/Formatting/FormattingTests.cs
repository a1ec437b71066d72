using ResearchKit.Notebooks.Formatting;
using ResearchKit.Notebooks.Sessions;

namespace ResearchKit.Notebooks.Tests.Formatting;

public sealed class FormattingTests
{
    private readonly FormatterRegistry _formatters = new();

    public sealed class Node
    {
        public Node? Next { get; set; }
    }

    public sealed record Row(string Name, double Loss, int? Steps);

    [Fact]
    public void ScalarsArePlainTextAlone()
    {
        Assert.Equal(["text/plain"], _formatters.Format(0.1).Data.Keys);
        Assert.Equal("0.1", Text(0.1));
        Assert.Equal("1E+20", Text(1e20));
        Assert.Equal("true", Text(true));
        Assert.Equal("line", Text("line"));
        Assert.Equal("(1, a)", Text((1, "a")));
        Assert.Equal("List<Dictionary<String, Double[,]>>", Text(typeof(List<Dictionary<string, double[,]>>)));
    }

    [Fact]
    public void SequencesOfScalarsAreWrittenOutUpToTheLimit()
    {
        Assert.Equal("[1, 2, 3]", Text(new[] { 1, 2, 3 }));
        Assert.Equal("[[1, 2], [3, 4]]", Text(new[,] { { 1, 2 }, { 3, 4 } }));
        _formatters.ListExpansionLimit = 2;
        Assert.Equal("[0, 1, … (3 more)]", Text(new HashSet<int>(Enumerable.Range(0, 5))));
        Assert.Equal("[0, 1, …]", Text(Endless()));
    }

    [Fact]
    public void ASequenceOfRecordsIsATable()
    {
        var bundle = _formatters.Format(new[] { new Row("a<b", 0.5, 3), new Row("c", 1.5, null) });
        Assert.Equal(
            """
            <table>
            <thead><tr><th>Name</th><th style="text-align: right">Loss</th><th style="text-align: right">Steps</th></tr></thead>
            <tbody>
            <tr><td>a&lt;b</td><td style="text-align: right">0.5</td><td style="text-align: right">3</td></tr>
            <tr><td>c</td><td style="text-align: right">1.5</td><td style="text-align: right"></td></tr>
            </tbody>
            </table>
            """,
            bundle.Data["text/html"]);
        Assert.Equal("[Row { Name = a<b, Loss = 0.5, Steps = 3 }, Row { Name = c, Loss = 1.5, Steps = null }]",
            bundle.Data["text/plain"]);
    }

    [Fact]
    public void ALongTableSaysHowManyRowsAreLeftOut()
    {
        _formatters.ListExpansionLimit = 1;
        var html =
            _formatters.Format(Enumerable.Range(0, 3).Select(i => new { Index = i, Square = i * i })
                .ToList()).Data["text/html"];
        var (shown, hidden) = (html[..html.IndexOf("<details>")], html[html.IndexOf("<details>")..]);
        Assert.Contains("<td colspan=\"2\">… (2 more)</td>", shown);
        Assert.DoesNotContain(">4<", shown);
        Assert.Contains("<summary>the next 2 rows</summary>", hidden);
        Assert.Contains(">4<", hidden);
    }

    [Fact]
    public void ObjectsInObjectsOpenAsATree()
    {
        var inner = new Row("a", 0.5, null);
        var html = _formatters.Format(new { Best = inner, All = new List<Row> { inner } }).Data["text/html"];
        Assert.Contains("<tr><td>Best</td><td><details><summary>Row</summary>", html);
        Assert.Contains("<tr><td>All</td><td><details><summary>1 items</summary>", html);
        Assert.Contains("<tr><td>Loss</td><td>0.5</td></tr>", html);
    }

    [Fact]
    public void AnObjectThatContainsItselfEnds()
    {
        var node = new Node();
        node.Next = node;
        Assert.Equal(3, _formatters.Format(node).Data["text/html"].Split("<details>").Length - 1);
    }

    [Fact]
    public void ASingleRecordIsATableOfItsProperties()
    {
        var bundle = _formatters.Format(new Row("a", 0.5, null));
        Assert.Contains("<tr><td>Loss</td><td>0.5</td></tr>", bundle.Data["text/html"]);
        Assert.Equal("Row { Name = a, Loss = 0.5, Steps = null }", bundle.Data["text/plain"]);
    }

    [Fact]
    public void DictionariesShowKeysAndValues()
    {
        var bundle = _formatters.Format(new Dictionary<string, int> { ["a"] = 1 });
        Assert.Equal("{ a: 1 }", bundle.Data["text/plain"]);
        Assert.Contains("<tr><td>a</td><td>1</td></tr>", bundle.Data["text/html"]);
    }

    [Fact]
    public void ATypeWithItsOwnTextIsShownByIt() =>
        Assert.Equal("[1.2.3] text/plain", Text(new Version(1, 2, 3)) is { } text
            ? $"[{text}] {string.Join(",", _formatters.Format(new Version(1, 2, 3)).Data.Keys)}" : "");

    [Fact]
    public void AGetterThatThrowsIsShownAsItsException() =>
        Assert.Equal("Broken { Value = <InvalidOperationException: no value yet> }", Text(new Broken()));

    [Fact]
    public void HtmlIsShownAsHtmlAlone() =>
        Assert.Equal([KeyValuePair.Create("text/html", "<b>x</b>")],
            _formatters.Format(NotebookFunctions.HTML("<b>x</b>")).Data);

    [Fact]
    public void ATypeDeclaresItsFormattersByNamesAlone()
    {
        var bundle = _formatters.Format(new Plot(3));
        Assert.Equal(["application/vnd.plotly.v1+json", "image/svg+xml", "text/plain"], bundle.Data.Keys);
        Assert.Equal("<svg>3</svg>", bundle.Data["image/svg+xml"]);
        Assert.Equal("""{"data":[3]}""", bundle.ToJson()["application/vnd.plotly.v1+json"]!.ToJsonString());
        Assert.Equal("<svg>3</svg>", (string?)bundle.ToJson()["image/svg+xml"]![0]);
    }

    [Fact]
    public void CallersCanAskForOneRepresentation() =>
        Assert.Equal(["image/svg+xml"], _formatters.Format(new Plot(1), "image/svg+xml").Data.Keys);

    [Fact]
    public void WhatTheNotebookRegistersWinsOverTheLibrary()
    {
        _formatters.Register(typeof(Plot), (value, writer) => writer.Write($"own {((Plot)value).N}"), "image/svg+xml");
        Assert.Equal("own 7", _formatters.Format(new Plot(7)).Data["image/svg+xml"]);
        _formatters.SetPreferred(typeof(Plot), ["image/svg+xml"]);
        Assert.Equal(["image/svg+xml", "text/plain"], _formatters.Format(new Plot(7)).Data.Keys);
        _formatters.Reset();
        Assert.Equal("<svg>7</svg>", _formatters.Format(new Plot(7)).Data["image/svg+xml"]);
    }

    [Fact]
    public void RegistrationsEndWithTheirSession()
    {
        var options = new SessionOptions(Path.GetTempPath());
        var output = new RecordedOutput();
        new CSharpSession(options).Execute(
            "Formatter.Register<DateOnly>(d => \"a day\");\nnew DateOnly(2026, 1, " +
            "2).Display();\ndisplay(HTML(\"<i>x</i>\"));", "cell 1", output);
        Assert.Null(output.Failure);
        Assert.Equal("a day", output.Displays[0].Data["text/plain"]);
        Assert.Equal("<i>x</i>", output.Displays[1].Data["text/html"]);
        var other = new RecordedOutput();
        new CSharpSession(options).Execute("new DateOnly(2026, 1, 2)", "cell 1", other);
        Assert.Equal("01/02/2026", other.Text);
    }

    [Fact]
    public void ADisplayedValueCanBeReplaced()
    {
        var output = new RecordedOutput();
        var session = new CSharpSession(new SessionOptions(Path.GetTempPath()));
        session.Execute("var shown = display(1);", "cell 1", output);
        session.Execute("shown.Update(2);", "cell 2", output);
        Assert.Equal("1", output.Displays[0].Data["text/plain"]);
        Assert.Equal("2", Assert.Single(output.Updates).Value.Data["text/plain"]);
    }

    private string Text(object value) => _formatters.Format(value).Data["text/plain"];

    private static IEnumerable<int> Endless()
    {
        for (var i = 0; ; i++) yield return i;
    }

    private sealed class Broken
    {
        public int Value => throw new InvalidOperationException("no value yet");
    }

    // The library's side of the convention: its own attribute, found by its name.
    [AttributeUsage(AttributeTargets.Class)]
    private sealed class TypeFormatterSourceAttribute(Type source) : Attribute
    {
        public Type FormatterSourceType => source;

        public string[]? PreferredMimeTypes { get; set; }
    }

    [TypeFormatterSource(typeof(PlotFormatters),
        PreferredMimeTypes = ["image/svg+xml", "application/vnd.plotly.v1+json"])]
    private sealed record Plot(int N);

    private sealed class PlotFormatters
    {
        public PlotFormatters()
        {
        }

        public static IEnumerable<object> CreateTypeFormatters() =>
        [
            new PlotFormatter("image/svg+xml", p => $"<svg>{p.N}</svg>"),
            new PlotFormatter("application/vnd.plotly.v1+json", p => $$"""{"data":[{{p.N}}]}"""),
            new PlotFormatter("text/html", p => "not preferred"),
        ];
    }

    private sealed class PlotFormatter(string mimeType, Func<Plot, string> text)
    {
        public string MimeType => mimeType;

        public bool Format(object instance, TextWriter writer)
        {
            writer.Write(text((Plot)instance));
            return true;
        }
    }
}
