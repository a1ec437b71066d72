using ResearchKit.Notebooks.Documents;
using ResearchKit.Notebooks.Running;

namespace ResearchKit.Notebooks.Tests.Running;

public sealed partial class NotebookRunnerTests : IDisposable
{
    private const string ArtifactCell =
        """
        using ResearchKit.Figures;
        sealed record Note(string Name, string Text) : IArtifact
        {
            public IEnumerable<ArtifactFile> Files(Provenance p) => [new(".txt", $"{Text}; {p}\n")];
        }
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ARunFillsOutputsAndCountsInOrder()
    {
        var result =
            Run(Code("a", "Console.WriteLine(\"hi\");\n1 + 1"), Text("b", "# Title"), Code("c", "display(\"x\");"));
        Assert.Equal(RunStatus.Completed, result.Status);
        Assert.Equal(1, result.Notebook.Cells[0].ExecutionCount);
        Assert.Equal(2, result.Notebook.Cells[2].ExecutionCount);
        Assert.Equal(
            """[{"name":"stdout","output_type":"stream","text":["hi\n"]},{"data":{"text/plain":""" +
            """["2"]},"execution_count":1,"metadata":{},"output_type":"execute_result"}]""",
            result.Notebook.Cells[0].Outputs.ToJsonString());
        Assert.Equal(
            """[{"data":{"text/plain":["x"]},"metadata":{},"output_type":"display_data"}]""",
            result.Notebook.Cells[2].Outputs.ToJsonString());
    }

    [Fact]
    public void TwoRunsGiveTheSameBytesAndTheInputStaysAsItWas()
    {
        var notebook = Notebook(
            Code("p", "var seed = 1;", "parameters"),
            Code("a", "var random = new Random(seed); new { X = random.NextDouble() }"),
            Code("b", "new object()"),
            Code("c", "throw new InvalidOperationException(System.IO.Path.GetFullPath(\"x\"));", "raises-exception"));
        var before = notebook.ToText();
        var first = Run(notebook).Notebook.ToText();
        Assert.Equal(first, Run(notebook).Notebook.ToText());
        Assert.Equal(before, notebook.ToText());
        var options = new RunOptions { Directory = _folder.Path, PrivateFolders = [(_folder.Path, ".")] };
        Assert.DoesNotContain(_folder.Path, NotebookRunner.Run(notebook, "n", options).Notebook.ToText());
    }

    [Fact]
    public void AFailingCellEndsTheRunAndKeepsWhatWasDone()
    {
        var result = Run(Code("a", "1"), Code("bad", "var x = 1;\nthrow new Exception(\"no\");"), Code("c", "3"));
        Assert.Equal((RunStatus.Failed, "cell 2 (bad)", "no (cell 2, line 2)"),
            (result.Status, result.Cell, result.Error!.Message));
        Assert.Single(result.Notebook.Cells[0].Outputs);
        Assert.Equal("error", (string?)result.Notebook.Cells[1].Outputs[0]!["output_type"]);
        Assert.Equal((0, null), (result.Notebook.Cells[2].Outputs.Count, result.Notebook.Cells[2].ExecutionCount));
    }

    [Fact]
    public void TagsAllowAnExceptionAndSkipACell()
    {
        var skipped = Code("s", "throw new Exception();", "skip-execution");
        skipped.Json["outputs"] =
            System.Text.Json.Nodes.JsonNode.Parse("""[{"name":"stdout","output_type":"stream","text":["kept"]}]""");
        var result =
            Run(Code("a", "throw new Exception(\"on purpose\");", "raises-exception"), skipped, Code("b", "5"));
        Assert.Equal(RunStatus.Completed, result.Status);
        Assert.Equal("""["Exception: on purpose"]""",
            result.Notebook.Cells[0].Outputs[0]!["traceback"]!.ToJsonString());
        Assert.Contains("kept", result.Notebook.Cells[1].Json.ToJsonString());
        Assert.Equal(2, result.Notebook.Cells[2].ExecutionCount);
    }

    [Fact]
    public void ABusyLoopIsStoppedAtItsTimeLimit()
    {
        var result = NotebookRunner.Run(
            Notebook(Code("a", "Console.Write(\"begun\"); while (true) { }")), "n",
            new RunOptions { Directory = _folder.Path, CellTimeout = TimeSpan.FromSeconds(1) });
        Assert.Equal(RunStatus.TimedOut, result.Status);
        Assert.Equal("the cell ran longer than 1 s and was stopped (cell 1)", result.Error!.Message);
        Assert.Contains("begun", result.Notebook.ToText());
    }

    [Fact]
    public void CancellationKeepsWhatIsDone()
    {
        using var cancellation = new CancellationTokenSource();
        var options = new RunOptions
        {
            Directory = _folder.Path,
            Progress = p =>
            {
                if (p is { Cell: 2, Elapsed: null }) cancellation.Cancel();
            },
        };
        var result =
            NotebookRunner.Run(Notebook(Code("a", "1"), Code("b", "while (true) { }")), "n", options,
                cancellation.Token);
        Assert.Equal((RunStatus.Canceled, "cell 2 (b)"), (result.Status, result.Cell));
        Assert.Single(result.Notebook.Cells[0].Outputs);
    }

    [Fact]
    public void ProgressTellsWhichCellRuns()
    {
        var seen = new List<string>();
        NotebookRunner.Run(Notebook(Code("a", "1"), Code("b", "2")), "n", new RunOptions
        {
            Directory = _folder.Path,
            Progress = p => seen.Add($"{p.Cell}/{p.Of} {p.Id} {(p.Elapsed is null ? "starts" : "ends")}"),
        });
        Assert.Equal(["1/2 a starts", "1/2 a ends", "2/2 b starts", "2/2 b ends"], seen);
    }

    [Fact]
    public void DisplayedArtifactsBecomeFilesThatKnowTheirOrigin()
    {
        var result = RunWith(
            new() { ["seed"] = "7" },
            Code("p", "int seed = 1; double beta = 0.1;", "parameters"), Code("types", ArtifactCell),
            Code("show", "new Note(\"first\", \"one\").Display();\nbeta = 99;"),
            Code("last", "new Note(\"second\", \"two\")"));
        Assert.Equal(["first.txt", "second.txt"], result.Files.Keys);
        Assert.Equal("one; notebook=n cell=show beta=0.1 seed=7\n", result.Files["first.txt"]);
        Assert.Equal("two; notebook=n cell=last beta=0.1 seed=7\n", result.Files["second.txt"]);
    }

    [Fact]
    public void TwoResultsOfOneNameAreAnError()
    {
        var result =
            Run(Code("types", ArtifactCell), Code("one", "new Note(\"same\", \"1\")"),
                Code("two", "new Note(\"same\", \"1\")"));
        Assert.Equal(RunStatus.Failed, result.Status);
        Assert.StartsWith("two results are named 'same': one of cell 'one' and one of cell 'two'",
            result.Error!.Message);
    }

    [Fact]
    public void ShowingAResultTwiceInItsCellIsNone() =>
        Assert.Equal(RunStatus.Completed,
            Run(Code("types", ArtifactCell),
                Code("one", "var note = new Note(\"same\", \"1\"); note.Display(); note")).Status);

    [Fact]
    public void ANameThatIsNoFileStemIsRejected() =>
        Assert.StartsWith("'../x' cannot name a figure or table",
            Run(Code("types", ArtifactCell), Code("one", "new Note(\"../x\", \"1\")")).Error!.Message);

    [Fact]
    public void ALaterCellReplacesAnEarlierOutput()
    {
        var result = Run(Code("a", "var shown = display(1);"), Code("b", "shown.Update(2);"));
        Assert.Equal("""["2"]""", result.Notebook.Cells[0].Outputs[0]!["data"]!["text/plain"]!.ToJsonString());
        Assert.Empty(result.Notebook.Cells[1].Outputs);
    }

    [Fact]
    public void PathsOfTheMachineDoNotReachOutputsWhereTheyAreToBeReplaced()
    {
        _folder.Write("data.txt", "x");
        var cell =
            Code("a",
                "Console.WriteLine(Path.GetFullPath(\"data.txt\")); " +
                "Console.WriteLine(Directory.GetCurrentDirectory()); File.ReadAllText(\"gone.txt\")");
        var result =
            NotebookRunner.Run(Notebook(cell), "n",
                new RunOptions { Directory = _folder.Path, PrivateFolders = [(_folder.Path, ".")] });
        Assert.Equal("""["data.txt\n",".\n"]""", result.Notebook.Cells[0].Outputs[0]!["text"]!.ToJsonString());
        Assert.Equal("Could not find file 'gone.txt'. (cell 1, line 1)", result.Error!.Message);
    }

    [Fact]
    public void WhatACellPrintsIsTheUsers()
    {
        var result = Run(Code("a", "Console.WriteLine(Directory.GetCurrentDirectory());"));
        Assert.Equal($"{_folder.Path}\n", (string?)result.Notebook.Cells[0].Outputs[0]!["text"]![0]);
    }

    // Exactly the limit is no overflow; half a character is not kept.
    [Theory]
    [InlineData("new string('x', 2000000)", 1_000_000, true)]
    [InlineData("new string('x', 1000000)", 1_000_000, false)]
    [InlineData("new string('x', 999999) + \"\\U0001F600 and more\"", 999_999, true)]
    public void OneLongWriteKeepsItsBeginning(string text, int kept, bool cut)
    {
        var result =
            Run(Code("a",
                $"Console.Write({text}); Console.Write(\"\"); Console.WriteLine({(cut ? "\"lost\"" : "\"\"")});"));
        var output = string.Concat(result.Notebook.Cells[0].Outputs[0]!["text"]!.AsArray().Select(l => (string?)l));
        Assert.Equal(kept, output.TakeWhile(c => c == 'x').Count());
        Assert.Equal("\n… (the rest of the output is left out)\n", output[kept..]);
    }

    [Fact]
    public void EveryOutputIsToldAtOnceAndMakesUpTheSameNotebook()
    {
        var notebook = Notebook(
            Code("p", "int n = 1;", "parameters"), Text("t", "text"),
            Code("a",
                "Console.Write(\"a\"); Console.Write(\"b\\nc\"); Console.Error.Write(\"e\"); var d = display(n); 7"),
            Code("b", "d.Update(\"new\"); throw new Exception(\"end\");"));
        PartialNotebook? partial = null;
        var options = new RunOptions
        {
            Directory = _folder.Path, Parameters = new Dictionary<string, string> { ["n"] = "2" },
            Output = told => (partial ??= new PartialNotebook(notebook)).Add(told),
        };
        var result = NotebookRunner.Run(notebook, "n", options);
        Assert.Equal(RunStatus.Failed, result.Status);
        Assert.Equal(result.Notebook.ToText(), partial!.Notebook.ToText());
    }

    [Fact]
    public void ANotebookInAnotherLanguageIsRejected()
    {
        var notebook = Notebook(Code("a", "1"));
        notebook.Json["metadata"]!["kernelspec"]!["language"] = "python";
        Assert.Equal("n is a notebook in python, and only C# runs here",
            Assert.Throws<NotebookException>(() => Run(notebook)).Message);
    }

    private static NotebookCell Code(string id, string source, params string[] tags) =>
        NotebookCell.Create(CellKind.Code, id, source, tags);

    private static NotebookCell Text(string id, string source) => NotebookCell.Create(CellKind.Markdown, id, source);

    private static NotebookDocument Notebook(params NotebookCell[] cells)
    {
        var notebook = NotebookDocument.Create();
        foreach (var cell in cells) notebook.Insert(notebook.Cells.Count, cell);
        return notebook;
    }

    private RunResult Run(params NotebookCell[] cells) => Run(Notebook(cells));

    private RunResult RunWith(Dictionary<string, string> parameters, params NotebookCell[] cells) =>
        NotebookRunner.Run(Notebook(cells), "n", new RunOptions { Directory = _folder.Path, Parameters = parameters });

    private RunResult Run(NotebookDocument notebook) =>
        NotebookRunner.Run(notebook, "n", new RunOptions { Directory = _folder.Path });
}
