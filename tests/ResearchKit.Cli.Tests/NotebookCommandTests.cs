using ResearchKit.Cli.Commands;
using ResearchKit.Cli.Reproduction;
using ResearchKit.Notebooks.Documents;
using ResearchKit.Notebooks.Running;

namespace ResearchKit.Cli.Tests;

public sealed class NotebookCommandTests : IDisposable
{
    private readonly TestClone _clone = new();

    public void Dispose() => _clone.Dispose();

    [Fact]
    public void ANewNotebookRunsAndIsExportedAsAPageAndAsMarkdown()
    {
        Assert.Equal(ExitCode.Success, _clone.Run("notebook", "new", "lab.ipynb").ExitCode);
        Assert.Contains("exists already", _clone.Run("notebook", "new", "lab.ipynb").Stderr);
        Assert.Equal(ExitCode.Success,
            _clone.Run("run", "lab.ipynb", "-p", "beta=0.5", "--out", "done.ipynb").ExitCode);

        Assert.Equal("wrote done.html\n", _clone.Run("export", "done.ipynb", "--to", "html").Stdout);
        var page = _clone.Read("done.html");
        Assert.Contains("<svg", page);
        Assert.Contains("<h1 id=\"lab\">lab</h1>", page);
        Assert.Contains("<span class=\"k\">var</span> beta = <span class=\"n\">0.1</span>", page);
        Assert.DoesNotMatch("(src|href)=\"?(http|//)", page);

        Assert.Equal(ExitCode.Success, _clone.Run("export", "done.ipynb", "--to", "md").ExitCode);
        var image =
            System.Text.RegularExpressions.Regex.Match(_clone.Read("done.md"), @"!\[.*\]\((.*)\)").Groups[1].Value;
        Assert.StartsWith("<svg", _clone.Read(image));
    }

    [Fact]
    public void ANameWithABlankIsQuotedInTheCommandThatRunsIt()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "its shells quote in another way");
        Assert.EndsWith("run it with `researchkit run 'my lab.ipynb'`\n",
            _clone.Run("notebook", "new", "my lab.ipynb").Stdout);
    }

    [Theory]
    [InlineData("cell 2 (c2)", null, "lab, cell 2 (c2): stopped; what it did until then is in o.partial.ipynb")]
    [InlineData(null, "stopped", "lab: stopped before its first cell")]
    [InlineData(null, null, "lab: stopped before its first cell")]
    public void ARunThatIsStoppedSaysWhere(string? cell, string? message, string expected) =>
        Assert.Equal(expected, RunCommand.Reason(
            "lab", new WorkerEnd(RunStatus.Canceled, cell, message, [], ExitCode.Canceled), "o.partial.ipynb"));

    [Fact]
    public void AProgramHoldsTheCellsAsStatementsAndTheTypesAtItsEnd()
    {
        _clone.Notebook(
            "01-a", "#r \"nuget: Some.Package, 1.2\"\nusing System.Net;\nrecord Pair(int A, int B);\nvar n = 1; // one",
            "var n = 2;\nnew Pair(n, 3)");
        var run = _clone.Run("export", "notebooks/01-a.ipynb", "--to", "cs", "--out", "a.cs");
        Assert.Equal((ExitCode.Success, ""), (run.ExitCode, run.Stderr));
        var program = _clone.Read("a.cs");
        Assert.StartsWith("#:package Some.Package@1.2\n#:project ", program);
        Assert.Contains("\nusing System.Net;\n", program);
        Assert.EndsWith("var n = 1; // one\n\nn = 2;\ndisplay(new Pair(n, 3));\n\n\nrecord Pair(int A, int B);\n",
            program);
    }

    [Fact]
    public void ADibAndANotebookBecomeEachOther()
    {
        var dib = "#!meta\n\n{}\n\n#!markdown\n\n# Title\n\n#!csharp\n\nvar x = 1;\n\n#!html\n\n<b>x</b>\n";
        File.WriteAllText(_clone.PathOf("a.dib"), dib);
        Assert.Equal("wrote a.ipynb: 3 cells\n", _clone.Run("notebook", "convert", "a.dib", "a.ipynb").Stdout);
        var cells = NotebookDocument.Read(_clone.PathOf("a.ipynb")).Cells;
        Assert.Equal([("# Title", null), ("var x = 1;", null), ("<b>x</b>", "html")],
            cells.Select(cell => (cell.Source, cell.Language)));
        _clone.Run("notebook", "convert", "a.ipynb", "b.dib");
        Assert.Equal(dib[dib.IndexOf("#!markdown", StringComparison.Ordinal)..],
            _clone.Read("b.dib")[_clone.Read("b.dib").IndexOf("#!markdown", StringComparison.Ordinal)..]);
    }

    [Fact]
    public void CleaningRemovesOutputsAndNothingElse()
    {
        _clone.Notebook("01-a", "1 + 1");
        _clone.Run("run", "notebooks/01-a.ipynb", "--out", "done.ipynb");
        Assert.Equal((ExitCode.Different, "done.ipynb has outputs\n"),
            Result(_clone.Run("notebook", "clean", "--check", "done.ipynb")));
        Assert.Equal((ExitCode.Success, "cleaned done.ipynb\n"), Result(_clone.Run("notebook", "clean", "done.ipynb")));
        Assert.Equal(_clone.Read("notebooks", "01-a.ipynb"), _clone.Read("done.ipynb"));
    }

    [Fact]
    public void ADifferenceIsShownByItsLines()
    {
        _clone.Notebook("01-a", "var a = 1;\nvar b = 2;\nvar c = 3;", "1")
            .Notebook("02-b", "var a = 1;\nvar b = 20;\nvar c = 3;", "1");
        Assert.Equal(
            (ExitCode.Different, "changed cell 1 (c1)\n  - var b = 2;\n  + var b = 20;\n"),
            Result(_clone.Run("notebook", "diff", "notebooks/01-a.ipynb", "notebooks/02-b.ipynb")));
        Assert.Equal(
            (ExitCode.Success, "no cell differs\n"),
            Result(_clone.Run("notebook", "diff", "notebooks/01-a.ipynb", "notebooks/01-a.ipynb")));
    }

    [Fact]
    public void TheKernelIsInstalledListedAndRemoved()
    {
        var prefix = _clone.PathOf("prefix");
        var installed = _clone.Run("kernel", "install", "--prefix", prefix);
        Assert.Contains("jupyter.completionTriggerCharacters", installed.Stdout);
        var spec = _clone.Read("prefix", "share", "jupyter", "kernels", ".net-csharp", "kernel.json");
        Assert.Contains("\"interrupt_mode\": \"message\"", spec);
        var listed =
            TestClone.RunWith(("JUPYTER_PATH", Path.Combine(prefix, "share", "jupyter")), _clone.Root, "kernel",
                "list");
        Assert.Contains(".NET (C#)", listed.Stdout);
        Assert.Equal(ExitCode.Success, _clone.Run("kernel", "uninstall", "--prefix", prefix).ExitCode);
        Assert.Equal(ExitCode.Usage, _clone.Run("kernel", "uninstall", "--prefix", prefix).ExitCode);
    }

    [Fact]
    public void WithoutJupyterLabNamesTheLineThatInstallsIt()
    {
        var run = TestClone.RunWith(("PATH", _clone.Root), _clone.Root, "lab");
        Assert.Contains("pip install jupyterlab", run.Stderr);
        Assert.Equal(ExitCode.Usage, run.ExitCode);
    }

    private static (int ExitCode, string Stdout) Result(ProcessResult run) => (run.ExitCode, run.Stdout);
}
