using System.Text.Json.Nodes;
using ResearchKit.Cli.Reproduction.Tolerance;
using ResearchKit.Notebooks.Documents;

namespace ResearchKit.Cli.Tests.Reproduction;

public sealed class AgreementTests
{
    [Theory]
    [InlineData("[1, 100]", "[1, 100]", 0)]
    [InlineData("[1, 100]", "[1.4, 100]", 0.004)] // relative to the largest of the trace
    [InlineData("[1, 100]", "[1, 101]", 0.01)]
    [InlineData("[1, null]", "[1, null]", 0)]
    [InlineData("""["a", 2]""", """["b", 2]""", double.PositiveInfinity)]
    [InlineData("[1, 2]", "[1]", double.PositiveInfinity)]
    [InlineData("[1, 2]", "[1, null]", double.PositiveInfinity)]
    public void AFigureDiffersByTheLargestStepOfATrace(string published, string found, double size) =>
        Assert.Equal(size, FigureNumbers.Compare(Figure(published, "linear"), Figure(found, "linear")).Size, 1e-12);

    [Fact]
    public void OnALogarithmicAxisTheExponentCounts() =>
        Assert.Equal(0.1, FigureNumbers.Compare(Figure("[1e-10]", "log"), Figure("[1e-9]", "log")).Size, 1e-12);

    [Theory]
    [InlineData("[31, -2]", "[-31, 0]", 0)]
    [InlineData("[31, -2]", "[1e6, 0]", 32257.06)]
    public void InUnitsOfTheResolutionSmallNumbersAreRounding(string published, string found, double size) =>
        Assert.Equal(size, FigureNumbers.Compare(
            Figure(published, "linear", "error (2<sup>−52</sup>)"), Figure(found, "linear")).Size, 0.01);

    [Theory]
    [InlineData("0.563 [0.512, 0.615]", "0.563 [0.512, 0.616]", 0)] // one unit of the last digit is rounding
    [InlineData("loss 2.00", "loss 2.05", 0.0199)]
    [InlineData("3 of 5", "3  of 5", 0)]
    [InlineData("0.0000006 [-0.0000006, 0.0000017]", "0.0000009 [-0.0000009, 0.0000027]", 0)] // zero in float32
    [InlineData("0.0002", "0.0009", 2.995)]
    [InlineData("1.5E-4 nats", "1.5E-4 bits", double.PositiveInfinity)]
    [InlineData("<tr><td>1.000</td><td>50</td></tr>", "<tr><td>1.100</td><td>50</td></tr>", 0.09899)]
    public void ATextDiffersByTheLargestStepOfACell(string published, string found, double size) =>
        Assert.Equal(size, TextNumbers.Compare(published, found).Size, 1e-4);

    [Fact]
    public void AnotherVerdictIsNoAgreementHoweverNearTheNumbersAre()
    {
        const string table = "<table><tr><td>claim</td><td>{0}</td></tr></table>";
        var published = Notebook(string.Format(null, table, "✓ reproduced"));
        Assert.True(Agreement.Of("n", published, published) is { Holds: true, Verdicts: 1, EqualVerdicts: 1 });
        var other = Agreement.Of("n", published, Notebook(string.Format(null, table, "? undecided")));
        Assert.True(other is { Holds: false, Verdicts: 1, EqualVerdicts: 0 });
        Assert.Contains("✓ reproduced, now ? undecided", Assert.Single(other.Deviations).Where);
    }

    [Fact]
    public void AMissingOutputIsNoAgreement() =>
        Assert.False(Agreement.Of("n", Notebook("a", "b"), Notebook("a")).Holds);

    private static JsonNode Figure(string y, string type, string title = "y") => JsonNode.Parse(
        $$"""
        {
            "data": [{"type": "scatter", "y": {{y}} }],
            "layout": {"yaxis": {"type": "{{type}}", "title": {"text": "{{title}}"} } }
        }
        """)!;

    private static NotebookDocument Notebook(params string[] html)
    {
        var notebook = NotebookDocument.Create();
        notebook.Insert(0, NotebookCell.Create(CellKind.Code, "c1", "1"));
        notebook.Cells[0].SetExecution([.. html.Select(text => new JsonObject
        {
            ["output_type"] = "display_data",
            ["data"] = new JsonObject { ["text/html"] = text },
        })], 1);
        return notebook;
    }
}
