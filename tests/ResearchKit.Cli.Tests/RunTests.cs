using System.Text.Json.Nodes;

namespace ResearchKit.Cli.Tests;

public sealed class RunTests : IDisposable
{
    private readonly TestClone _clone = new();

    public void Dispose() => _clone.Dispose();

    [Fact]
    public void WithoutAFileTheTextOutputsArePrinted()
    {
        _clone.Notebook("lab", "//tag:parameters\nint n = 1;", "Console.WriteLine(\"n is \" + n);", "n * 2.5");
        var run = _clone.Run("run", "notebooks/lab.ipynb", "-p", "n=3");
        Assert.Equal((ExitCode.Success, "n is 3\n7.5\n"), (run.ExitCode, run.Stdout));
        Assert.Contains("lab: completed", run.Stderr);
    }

    [Fact]
    public void AFileTakesTheExecutedNotebookAndAFolderTheResults()
    {
        _clone.Notebook("lab", TestClone.NoteType, "new Note(\"one\", \"x\")");
        var before = _clone.Read("notebooks", "lab.ipynb");
        var run =
            _clone.Run("run", "notebooks/lab.ipynb", "--out", "new/lab.ipynb", "--artifacts", "new/files", "--json");
        Assert.Equal(ExitCode.Success, run.ExitCode);
        Assert.Equal("completed", (string?)JsonNode.Parse(run.Stdout)!["status"]);
        Assert.Contains("\"execution_count\": 2", _clone.Read("new", "lab.ipynb"));
        Assert.Equal("x; notebook=lab cell=c2\n", _clone.Read("new", "files", "one.txt"));
        Assert.Equal(before, _clone.Read("notebooks", "lab.ipynb"));
    }

    [Fact]
    public void AFailureKeepsTheEarlierFileAndSavesThePartialOne()
    {
        _clone.Notebook("lab", "\"fine\"", "int x = missing;");
        File.WriteAllText(_clone.PathOf("out.ipynb"), "earlier");
        var run = _clone.Run("run", "notebooks/lab.ipynb", "--out", "out.ipynb");
        Assert.Equal(ExitCode.CellFailed, run.ExitCode);
        Assert.Contains(
            "error: lab, cell 2 (c2): CS0103: The name 'missing' does not exist in the current context (cell 2, " +
            "line 1); what it did until then is in out.partial.ipynb",
            run.Stderr);
        Assert.Equal("earlier", _clone.Read("out.ipynb"));
        Assert.Contains("fine", _clone.Read("out.partial.ipynb"));
    }

    [Fact]
    public void ACellThatRunsTooLongIsStopped()
    {
        _clone.Notebook("lab", "while (true) { }");
        var run = _clone.Run("run", "notebooks/lab.ipynb", "--timeout", "1");
        Assert.Equal(ExitCode.CellFailed, run.ExitCode);
        Assert.Contains("error: lab, cell 1 (c1): the cell ran longer than 1 s and was stopped (cell 1)", run.Stderr);
    }

    [Fact]
    public void CtrlCStopsABusyCellAndKeepsWhatIsDone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "signals are sent by kill");
        _clone.Notebook("lab", "\"done before\"",
            "Console.OpenStandardError().Write(\"ready\\n\"u8); while (true) { }");
        using var process = _clone.Start("run", "notebooks/lab.ipynb", "--out", "out.ipynb");
        while (process.StandardError.ReadLine() is { } line && line != "ready")
        {
        }

        Assert.Equal(0,
            _clone.Shell("kill", "-INT",
                process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)).ExitCode);
        var run = TestClone.Finish(process);
        Assert.Equal(ExitCode.Canceled, run.ExitCode);
        Assert.Contains("done before", _clone.Read("out.partial.ipynb"));
        Assert.False(File.Exists(_clone.PathOf("out.ipynb")));
    }
}
