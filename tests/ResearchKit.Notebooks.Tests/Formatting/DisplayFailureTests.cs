using ResearchKit.Notebooks.Sessions;

namespace ResearchKit.Notebooks.Tests.Formatting;

/// <summary>Fields are shown as properties are, and what throws is shown in the place of its value alone.</summary>
public sealed class DisplayFailureTests
{
    private readonly CSharpSession _session = new(new SessionOptions(Path.GetTempPath(), ShowTimes: false));

    [Fact]
    public void PublicFieldsAreShownAfterProperties()
    {
        Run("class F { public int A = 1; private int _b = 2; public static int C = 3; public int D => 4; }\n"
            + "struct G { public double X; public F Inner; }");
        var single = Shown("new F()");
        Assert.Equal("F { D = 4, A = 1 }", single["text/plain"]);
        Assert.Contains("<tr><td>D</td><td>4</td></tr>\n<tr><td>A</td><td>1</td></tr>\n</tbody>", single["text/html"]);
        var list = Shown("new[] { new G { X = 0.5 } }");
        Assert.Equal("[G { X = 0.5, Inner = null }]", list["text/plain"]);
        Assert.Contains("<th style=\"text-align: right\">X</th><th>Inner</th>", list["text/html"]);
        Assert.Equal("""{"D":4,"A":1}""", Run("new F().Display(\"application/json\");").Displays.Single()
            .ToMessage()["application/json"]!.ToJsonString());
    }

    [Theory]
    // A lazy sequence that throws in the middle keeps what it gave.
    [InlineData("Enumerable.Range(0, 4).Select(i => 6 / (2 - i))",
        "[3, 6, <DivideByZeroException: Attempted to divide by zero.>]", null)]
    [InlineData("Enumerable.Range(0, 4).Select(i => new { I = i, V = 6 / (1 - i) })",
        "[{ I = 0, V = 6 }, <DivideByZeroException: Attempted to divide by zero.>]",
        "<td colspan=\"2\">&lt;DivideByZeroException: Attempted to divide by zero.&gt;</td>")]
    [InlineData("Enumerable.Range(0, 2).Select<int, object>(i => throw new Exception(\"two\\nlines\"))",
        "[<Exception: two>]", null)]
    // One cell of a table is lost, not the table.
    [InlineData("new[] { 2, 0 }.Select(i => new Half(i)).ToList()",
        "[Half { Value = 2 }, Half { Value = <ArgumentException: <none> of 0> }]",
        "<td style=\"text-align: right\">&lt;ArgumentException: &lt;none&gt; of 0&gt;</td>")]
    [InlineData("new Dictionary<string, object> { [\"a\"] = new Half(0), [\"b\"] = 2 }",
        "{ a: Half { Value = <ArgumentException: <none> of 0> }, b: 2 }", "<td>b</td><td>2</td>")]
    [InlineData("new Mute()", "<NotSupportedException: mute>", null)]
    public void WhatThrowsIsShownInThePlaceOfItsValue(string cell, string plain, string? html)
    {
        Run("class Half { int _of; public Half(int of) => _of = of;\n"
            + "    public int Value => _of > 0 ? _of : throw new ArgumentException($\"<none> of {_of}\"); }\n"
            + "class Mute { public override string ToString() => throw new NotSupportedException(\"mute\"); }");
        var data = Shown(cell);
        Assert.Equal(plain, data["text/plain"]);
        if (html is not null) Assert.Contains(html, data["text/html"]);
    }

    [Fact]
    public void AFormatterThatThrowsIsShownInThePlaceOfItsValue()
    {
        Run("record Mark(int N);\nFormatter.Register<Mark>(m => m.N > 1 ? $\"<b>{m.N}</b>\" : throw new "
            + "Exception(\"no <mark>\"), \"text/html\");");
        Assert.Equal("<Exception: no <mark>>", Shown("new Mark(1)")["text/plain"]);
        Assert.Contains("<tr><td><b>2</b></td></tr>\n<tr><td><pre>&lt;Exception: no &lt;mark&gt;&gt;</pre></td></tr>",
            Shown("new[] { new Mark(2), new Mark(1) }")["text/html"]);
        Assert.Equal("<pre>&lt;Exception: no &lt;mark&gt;&gt;</pre>",
            Shown("new Mark(1).ToDisplayString(\"text/html\")")["text/plain"]);
    }

    private IReadOnlyDictionary<string, string> Shown(string cell) => Run(cell).Value!.Data;

    private RecordedOutput Run(string source)
    {
        var output = new RecordedOutput();
        Assert.Equal(CellStatus.Ok, _session.Execute(source, "cell", output));
        Assert.Null(output.Failure);
        return output;
    }
}
