using ResearchKit.Notebooks.Documents;

namespace ResearchKit.Notebooks.Tests.Documents;

public sealed class NotebookDocumentTests
{
    // As Jupyter writes: one space of indent, keys as they come, non-ASCII as it is.
    private const string Canonical =
        """
        {
         "cells": [
          {
           "cell_type": "code",
           "execution_count": 2,
           "id": "plot-1",
           "metadata": {
            "zeta": 1.50e2,
            "alpha": [],
            "tags": [
             "parameters"
            ]
           },
           "outputs": [
            {
             "name": "stdout",
             "output_type": "stream",
             "text": [
              "β = 0.1 😀\n",
              "tab\tquote\" back\\slash \u0001\u001b"
             ]
            }
           ],
           "source": [
            "var β = 0.1;\n",
            "β"
           ]
          }
         ],
         "metadata": {
          "kernelspec": {
           "display_name": ".NET (C#)",
           "language": "C#",
           "name": ".net-csharp"
          },
          "custom": {
           "nested": {},
           "big": 12345678901234567890,
           "nothing": null
          }
         },
         "nbformat": 4,
         "nbformat_minor": 5
        }

        """;

    [Fact]
    public void ReadingAndWritingACanonicalNotebookGivesTheSameBytes() =>
        Assert.Equal(Canonical, NotebookDocument.Parse(Canonical).ToText());

    [Fact]
    public void AnyLayoutBecomesCanonicalAndThenStays()
    {
        var compact = System.Text.Json.Nodes.JsonNode.Parse(Canonical)!.ToJsonString();
        Assert.Equal(Canonical, NotebookDocument.Parse(compact).ToText());
    }

    [Fact]
    public void CellsShowWhatTheyHold()
    {
        var cell = Assert.Single(NotebookDocument.Parse(Canonical).Cells);
        Assert.Equal((CellKind.Code, "plot-1", 2), (cell.Kind, cell.Id, cell.ExecutionCount));
        Assert.Equal("var β = 0.1;\nβ", cell.Source);
        Assert.Equal(["parameters"], cell.Tags);
    }

    [Fact]
    public void ANewSourceIsStoredAsLines()
    {
        var notebook = NotebookDocument.Parse(Canonical);
        notebook.Cells[0].Source = "a\n\nb\n";
        Assert.Equal("""["a\n","\n","b\n"]""", notebook.Cells[0].Json["source"]!.ToJsonString());
        Assert.Equal("a\n\nb\n", notebook.Cells[0].Source);
    }

    [Fact]
    public void ANewNotebookHasTheKernelspecThatOldNotebooksAskFor()
    {
        var notebook = NotebookDocument.Create();
        notebook.Insert(0, NotebookCell.Create(CellKind.Code, "first", "1 + 1", "tag"));
        var again = NotebookDocument.Parse(notebook.ToText());
        Assert.Equal("csharp", again.Language);
        Assert.Equal(".net-csharp", (string?)again.Json["metadata"]!["kernelspec"]!["name"]);
        Assert.Equal("1 + 1", again.Cells[0].Source);
    }

    [Fact]
    public void PolyglotMetadataNamesTheLanguageOfACell()
    {
        var cell = NotebookCell.Create(CellKind.Code, "a", "x");
        Assert.Null(cell.Language);
        cell.Json["metadata"] = System.Text.Json.Nodes.JsonNode.Parse(
            """{"dotnet_interactive":{"language":"csharp"},"polyglot_notebook":{"kernelName":"html"}}""");
        Assert.Equal("html", cell.Language);
    }

    [Theory]
    [InlineData("{\n \"cells\": [\n  oops", "n.ipynb, line 3, column 3: not valid JSON: ")]
    [InlineData("[]", "n.ipynb: the file holds no JSON object")]
    [InlineData("""{"nbformat":4}""", "n.ipynb: it has no list \"cells\"")]
    [InlineData("""{"nbformat":3,"worksheets":[]}""", "n.ipynb is nbformat 3, and only 4 is read: convert it")]
    [InlineData("""{"cells":[{"cell_type":"code","source":5}],"nbformat":4}""",
    "n.ipynb, cell 1: \"source\" must be a string")]
    [InlineData("""{"cells":[{"cell_type":"odd","source":""}],"nbformat":4}""",
    "n.ipynb, cell 1: \"cell_type\" must be")]
    [InlineData("""{"cells":[{"cell_type":"raw","source":"\ud83d"}],"nbformat":4}""",
    "n.ipynb: the text at $.cells[0].source is not valid Unicode")]
    [InlineData("{\"cells\":[],\n\"cells\":[],\"nbformat\":4}", "n.ipynb, line ")]
    [InlineData("{\n<<<<<<< HEAD\n", "n.ipynb, line 2: a git merge conflict is unresolved")]
    [InlineData("", "n.ipynb, line 1, column 1: not valid JSON")]
    public void AMalformedNotebookIsOneMessageWithThePlace(string text, string expected)
    {
        var error = Assert.Throws<NotebookException>(() => NotebookDocument.Parse(text, "n.ipynb"));
        Assert.StartsWith(expected, error.Message);
        Assert.DoesNotContain("LineNumber", error.Message);
    }

    [Fact]
    public void AMissingNotebookIsNamed() =>
        Assert.StartsWith("there is no notebook nowhere.ipynb",
            Assert.Throws<NotebookException>(() => NotebookDocument.Read("nowhere.ipynb")).Message);

    [Theory]
    [InlineData("""{"kernelspec":{"language":"C#"}}""", "csharp")]
    [InlineData("""{"language_info":{"name":"polyglot-notebook"}}""", "csharp")]
    [InlineData("""{"kernelspec":{"language":"python"},"polyglot_notebook":{"kernelInfo":""" +
        """{"defaultKernelName":"csharp"}}}""", "csharp")]
    [InlineData("""{"kernelspec":{"language":"python"}}""", "python")]
    [InlineData("""{"kernelspec":"odd","language_info":[],"polyglot_notebook":{"kernelInfo":7}}""", "csharp")]
    public void TheLanguageIsReadFromWhateverMetadataThereIs(string metadata, string expected) =>
        Assert.Equal(expected,
            NotebookDocument.Parse($$"""{"cells":[],"metadata":{{metadata}},"nbformat":4,"nbformat_minor":""" +
                $$"""5}""").Language);

    [Fact]
    public void DamagedBytesGiveAMessageOrANotebookThatCanBeUsedAndNeverAnythingElse()
    {
        var random = new Random(1);
        var original = System.Text.Encoding.UTF8.GetBytes(Canonical);
        string[] splices = ["null", "[]", "{}", "7", "\"x\"", "1e999", "\\ud800", "\u0000", "}", "\"id\": 3,"];
        for (var i = 0; i < 5000; i++)
        {
            var bytes = original.ToList();
            for (var n = random.Next(1, 4); n > 0; n--)
            {
                var at = random.Next(bytes.Count);
                if (random.Next(3) == 0) bytes[at] = (byte)random.Next(256);
                else if (random.Next(2) == 0) bytes.RemoveRange(at, Math.Min(random.Next(1, 12), bytes.Count - at));
                else bytes.InsertRange(at, System.Text.Encoding.UTF8.GetBytes(splices[random.Next(splices.Length)]));
            }

            try
            {
                var notebook = NotebookReader.Parse(bytes.ToArray(), "n.ipynb");
                foreach (var cell in notebook.Cells)
                    _ = (cell.Kind, cell.Id, cell.Source, cell.Tags, cell.Language, cell.ExecutionCount, cell.Outputs);
                _ = notebook.Language;
                Assert.Equal(notebook.ToText(), NotebookDocument.Parse(notebook.ToText()).ToText());
            }
            catch (NotebookException e)
            {
                Assert.StartsWith("n.ipynb", e.Message);
            }
        }
    }

    [Fact]
    public void ACellIdThatOccursTwiceIsMadeAnew()
    {
        var notebook = NotebookDocument.Parse("""
            {"cells":[{"cell_type":"raw","id":"a","source":""},{"cell_type":"raw","id":"a","source":""},
             {"cell_type":"raw","id":"a-2","source":""},
             {"cell_type":"raw","id":"a","source":""}],"nbformat":4}
            """);
        Assert.Equal(["a", "a-3", "a-2", "a-4"], notebook.Cells.Select(c => c.Id));
    }
}
