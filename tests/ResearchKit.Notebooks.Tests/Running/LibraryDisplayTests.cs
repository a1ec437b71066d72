using ResearchKit.Notebooks.Documents;
using ResearchKit.Notebooks.Running;

namespace ResearchKit.Notebooks.Tests.Running;

/// <summary>The library's figures, tables and tensors, as a notebook shows and saves them.</summary>
public sealed class LibraryDisplayTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void AFigureIsADrawingAChartAnImageAndWordsAndItsFiles()
    {
        var result =
            Run("using ResearchKit.Figures;\nnew Figure(\"curve\", \"A " +
                "curve\").XAxis(\"step\").YAxis(\"loss\").Line(\"DPO\", new[] { 0.0, 1.0 }, new[] { 2.0, 1.0 })");
        var data = result.Notebook.Cells[0].Outputs[0]!["data"]!.AsObject();
        Assert.Equal(["application/vnd.plotly.v1+json", "image/png", "image/svg+xml", "text/plain"],
            data.Select(d => d.Key));
        Assert.StartsWith("<svg ", (string?)data["image/svg+xml"]![0]);
        Assert.Equal("DPO", (string?)data["application/vnd.plotly.v1+json"]!["data"]![0]!["name"]);
        Assert.Contains("curve.svg", result.Files.Keys);
        Assert.Contains("cell=c", result.Files["curve.svg"]);
    }

    [Fact]
    public void ATableIsHtmlAndTextAndItsFiles()
    {
        var result =
            Run("using ResearchKit.Figures;\nTable.From(\"scores\", new[] { new { Method = \"DPO\", F1 = 0.5 } })");
        Assert.Equal(["text/html", "text/plain"],
            result.Notebook.Cells[0].Outputs[0]!["data"]!.AsObject().Select(d => d.Key));
        Assert.Contains("scores.csv", result.Files.Keys);
    }

    [Fact]
    public void ATensorIsShownAsItsText()
    {
        var result =
            Run("using TorchSharp;\nusing static TorchSharp.torch;\n(tensor(new[] { 1f, 2f }) + " +
                "1).sum().item<float>()");
        Assert.Equal("5", (string?)result.Notebook.Cells[0].Outputs[0]!["data"]!["text/plain"]![0]);
    }

    private RunResult Run(string source)
    {
        var notebook = NotebookDocument.Create();
        notebook.Insert(0, NotebookCell.Create(CellKind.Code, "c", source));
        var result = NotebookRunner.Run(notebook, "n", new RunOptions { Directory = _folder.Path });
        Assert.Null(result.Error);
        return result;
    }
}
