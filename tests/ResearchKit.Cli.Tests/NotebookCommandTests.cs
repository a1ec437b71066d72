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
    public void AProgramBringsWhatItsCellsLoadAndNamesWhatDoesNotCarryOver()
    {
        Directory.CreateDirectory(_clone.PathOf("notebooks", "parts"));
        File.WriteAllText(_clone.PathOf("notebooks", "parts", "a.csx"), "#load \"b.csx\"\nint A() => B() + 1;\n");
        File.WriteAllText(_clone.PathOf("notebooks", "parts", "b.csx"), "int B() => 1;\n");
        File.WriteAllText(_clone.PathOf("notebooks", "parts", "c.dib"),
            "#!csharp\n\n#load \"b.csx\"\nvar c = A();\n\n#!markdown\n\nC\n");
        _clone.Notebook(
            "01-a",
            """
            #load "parts/a.csx"
            #!import "parts/c.dib"
            using ResearchKit.Interop.Deedle;
            var a = A();
            """,
            """
            #r "../steps/Steps.csproj"
            #r "lib/odd.dll"
            #r "../bin/ResearchKit.Judges.dll"
            #r "nuget: TorchSharp"
            #r "System.Xml"
            #i "nuget:feed"
            a + c
            """);
        var run = _clone.Run("export", "notebooks/01-a.ipynb", "--to", "cs", "--out", "out/a.cs");
        Assert.Equal(ExitCode.Success, run.ExitCode);
        const string odd = "#r \"lib/odd.dll\" does not carry over: a program refers to projects and packages, not to "
            + "assemblies: add a line #:project or #:package";
        const string feed =
            "#i \"nuget:feed\" does not carry over: list the package source in a nuget.config beside the program";
        Assert.Equal($"note: out/a.cs: {odd}\nnote: out/a.cs: {feed}\n", run.Stderr);
        var program = _clone.Read("out", "a.cs");
        // The program lies in another folder than the notebook, and the library in another clone.
        var source = Repository.TryFind(AppContext.BaseDirectory)!.Root;
        foreach (var name in new[] { "Experiments", "Interop.Deedle", "Judges", "Notebooks" })
            Assert.Contains(Project(source, "src", $"ResearchKit.{name}", $"ResearchKit.{name}.csproj"), program);
        Assert.Contains(Project(_clone.PathOf("steps", "Steps.csproj")), program);
        Assert.DoesNotContain("\n#:package", program);
        Assert.EndsWith(
            $"""
            // parts/c.dib
            // b.csx
            int B() => 1;

            var c = A();

            // C

            // parts/a.csx
            int A() => B() + 1;

            var a = A();

            // {odd}
            // #r ../bin/ResearchKit.Judges.dll
            // #r nuget: TorchSharp
            // #r System.Xml
            // {feed}
            display(a + c);


            """.ReplaceLineEndings("\n"), program);
        Assert.Contains("a cell loads parts/gone.csx, and there is no such file in",
            _clone.Notebook("01-a", "#load \"parts/gone.csx\"").Run(
                "export", "notebooks/01-a.ipynb", "--to", "cs", "--out", "out/b.cs").Stderr);
        Assert.False(File.Exists(_clone.PathOf("out", "b.cs")));

        static string Project(params string[] path) => $"#:project {Path.Combine(path).Replace('\\', '/')}\n";
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
