using ResearchKit.Notebooks.Formatting;
using ResearchKit.Notebooks.Sessions;

namespace ResearchKit.Notebooks.Tests.Formatting;

/// <summary>What a notebook asks for: representations of its own, and those that it names.</summary>
public sealed class RegisteredFormatterTests
{
    private readonly CSharpSession _session = new(new SessionOptions(Path.GetTempPath(), ShowTimes: false));

    [Fact]
    public void ATextOfTheNotebooksOwnIsUsedInsideOfOtherValues()
    {
        Run("class Person { public string Name { get; set; } public int Age { get; set; } }\n"
            + "Formatter.Register<Person>((p, writer) => writer.Write($\"person <{p.Name}>\"), \"text/plain\");\n"
            + "var ada = new Person { Name = \"Ada\", Age = 36 };");
        var list = Run("new List<Person> { ada, ada }").Value!.Data;
        Assert.Equal(("text/plain", "[person <Ada>, person <Ada>]"), (Assert.Single(list).Key, list["text/plain"]));
        var map = Run("new Dictionary<string, Person> { [\"a\"] = ada }").Value!.Data;
        Assert.Equal("{ a: person <Ada> }", map["text/plain"]);
        Assert.Contains("<td>a</td><td>person &lt;Ada&gt;</td>", map["text/html"]);
        Assert.Equal("{ Who = person <Ada> }", Run("new { Who = ada }").Text);
        Assert.Contains("Age", Run("Formatter.ResetToDefault();\nnew[] { ada }").Text);
    }

    [Fact]
    public void HtmlOfTheNotebooksOwnIsUsedInsideOfOtherValues()
    {
        Run("record Mark(int Value);\nFormatter.Register<Mark>(m => $\"<b>{m.Value}</b>\", \"text/html\");");
        Assert.Contains("<tr><td><b>1</b></td></tr>\n<tr><td><b>2</b></td></tr>",
            Run("new[] { new Mark(1), new Mark(2) }").Value!.Data["text/html"]);
        Assert.Contains("<td><b>3</b></td>", Run("new { Best = new Mark(3) }").Value!.Data["text/html"]);
    }

    [Fact]
    public void JsonIsWrittenWhereItIsAskedFor()
    {
        var data = Run("new { Name = \"Ada\", Scores = new[] { 0.5, double.NaN } }"
            + ".Display(\"application/json\", \"text/html\");").Displays.Single();
        Assert.Equal(["application/json", "text/html"], data.Data.Keys);
        Assert.Equal("""{"Name":"Ada","Scores":[0.5,"NaN"]}""", data.ToMessage()["application/json"]!.ToJsonString());
        Assert.Contains("Action cannot be shown as application/json",
            Run("((Action)(() => { })).Display(\"application/json\");").Failure!.Message);
    }

    [Theory]
    [InlineData("display(\"a<b\", \"text/html\");", "text/html", "<pre>a&lt;b</pre>")]
    [InlineData("display(new[] { 1, 2 }, \"text/html\");", "text/html", "<tr><td>1</td></tr>\n<tr><td>2</td></tr>")]
    [InlineData("display(5, \"image/png\");", "text/plain", "5")]
    [InlineData("new[] { 3 }.DisplayTable();", "text/html", "<tr><td>3</td></tr>")]
    [InlineData("\"<i>x</i>\".DisplayAs(\"text/html\");", "text/html", "<i>x</i>")]
    [InlineData("Formatter.SetPreferredMimeTypesFor(typeof(Version), \"text/plain\");\ndisplay(new Version(1, 2));",
        "text/plain", "1.2")]
    public void ARepresentationThatIsNamedIsShown(string cell, string mimeType, string expected) =>
        Assert.Contains(expected, Assert.Single(Run(cell).Displays).Data[mimeType]);

    [Theory]
    [InlineData("Javascript(\"f();\");", "application/javascript", "f();")]
    [InlineData("Javascript(\"f();\")", "application/javascript", "f();")]
    [InlineData("display(Javascript(\"f();\"));", "application/javascript", "f();")]
    [InlineData("CSS(\"b { color: red }\");", "text/html", "<style>b { color: red }</style>")]
    public void AScriptOrAStyleIsShownOnceInWhateverWayItIsWritten(string cell, string mimeType, string expected)
    {
        var output = Run(cell);
        Assert.Null(output.Value);
        Assert.Equal(expected, Assert.Single(output.Displays).Data[mimeType]);
    }

    [Fact]
    public void HtmlOfAspNetIsShownAsHtml()
    {
        Run("using Microsoft.AspNetCore.Html;");
        Assert.Equal("<b>x</b>", Run("new HtmlString(\"<b>x</b>\")").Value!.Data["text/html"]);
        Assert.Equal("<b>y</b>", Run("IHtmlContent html = HTML(\"<b>y</b>\");\nhtml").Value!.Data["text/html"]);
        Assert.Equal("1 &lt; 2<hr>", Run(
            "new HtmlContentBuilder().Append(\"1 < 2\").AppendHtml(\"<hr>\")").Value!.Data["text/html"]);
        Assert.Contains("<td><i>z</i></td>", Run("new { Cell = HTML(\"<i>z</i>\") }").Value!.Data["text/html"]);
    }

    private RecordedOutput Run(string source)
    {
        var output = new RecordedOutput();
        _session.Execute(source, "cell", output);
        return output;
    }
}
