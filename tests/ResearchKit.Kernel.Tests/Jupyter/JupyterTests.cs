using ResearchKit.Notebooks.Documents;
using ResearchKit.Notebooks.Running;

namespace ResearchKit.Kernel.Tests.Jupyter;

public sealed class JupyterTests : IDisposable
{
    internal static readonly string Repository = FindRepository();
    private readonly JupyterFolder _jupyter = new();

    public void Dispose() => _jupyter.Dispose();

    [Fact]
    public void TheConformanceSuitePasses()
    {
        JupyterFolder.SkipWithout("jupyter_kernel_test");
        var (exitCode, output) =
            _jupyter.RunPython(Path.Combine(AppContext.BaseDirectory, "Jupyter", "conformance.py"), "-v");
        Assert.True(exitCode == 0, output);
        Assert.DoesNotContain("skipped", output);
    }

    [Fact]
    public void ANotebookServerRunsCellsOverItsWebSocket()
    {
        JupyterFolder.SkipWithout("notebook");
        using var server = new NotebookServer(_jupyter);
        var (exitCode, output) = _jupyter.RunPython(
            Path.Combine(AppContext.BaseDirectory, "Jupyter", "server.py"), server.Port.ToString());
        Assert.True(exitCode == 0, output);
        Assert.Equal("{\"lines\": 2000, \"value\": [\"42\"]}", output.Trim().Split('\n')[^1]);
    }

    [Fact]
    public void NbconvertGivesTheOutputsOfTheHeadlessRunner()
    {
        JupyterFolder.SkipWithout("nbconvert");
        var path = Path.Combine(Repository, "notebooks", "05-published-tables.ipynb");
        var options = new RunOptions { Directory = Path.GetDirectoryName(path)! };
        AssertSameOutputs(NotebookRunner.Run(NotebookDocument.Read(path), "05-published-tables", options).Notebook,
            path);
    }

    public static TheoryData<string> Notebooks => [.. ExpectedRun.Names];

    /// <summary>The same for all notebooks; .ci/run asks for it.</summary>
    [Theory(Explicit = true), MemberData(nameof(Notebooks))]
    public void NbconvertGivesTheOutputsOfTheReproduction(string name)
    {
        JupyterFolder.SkipWithout("nbconvert");
        var expected = ExpectedRun.Of(name);
        AssertSameOutputs(NotebookDocument.Read(expected.Executed), expected.Notebook);
    }

    /// <summary>The same by the last release of .NET Interactive, which loads what the first cell refers
    /// to.</summary>
    [Theory(Explicit = true), MemberData(nameof(Notebooks))]
    public void DotnetInteractiveGivesTheOutputsOfTheReproduction(string name)
    {
        JupyterFolder.SkipWithout("nbconvert");
        _jupyter.InstallDotnetInteractive("dotnet-interactive");
        var expected = ExpectedRun.Of(name);
        AssertSameOutputs(NotebookDocument.Read(expected.Executed), expected.Notebook,
            "--ExecutePreprocessor.kernel_name=dotnet-interactive");
    }

    private void AssertSameOutputs(NotebookDocument expected, string path, params string[] options)
    {
        // Executed where it stands, since its cells may read files beside it.
        var (exitCode, output) = _jupyter.RunPython(
        [
            "-m", "nbconvert", "--to", "notebook", "--execute", path, "--output-dir", _jupyter.Root, "--output",
            "executed.ipynb", "--ExecutePreprocessor.timeout=600",
            "--ExecutePreprocessor.startup_timeout=300", .. options,
        ]);
        Assert.True(exitCode == 0, output);
        var executed = NotebookDocument.Read(_jupyter.PathOf("executed.ipynb"));
        Assert.Equal("C#", (string?)executed.Json["metadata"]!["language_info"]!["name"]);
        Assert.Equal(expected.Cells.Count, executed.Cells.Count);
        // .NET Interactive says hello to the browser in the first cell that runs.
        foreach (var (published, cell) in expected.Cells.Zip(executed.Cells))
            if (options.Length == 0 || cell.Id != "references")
                Assert.Equal(CellOutputs.Of(published), CellOutputs.Of(cell));
    }

    [Fact]
    public void NbclientSeesErrorsAndTheTagThatExpectsThem()
    {
        JupyterFolder.SkipWithout("nbconvert");
        var notebook = NotebookDocument.Create();
        notebook.Insert(0,
            NotebookCell.Create(CellKind.Code, "a", "throw new Exception(\"expected\");", "raises-exception"));
        notebook.Insert(1,
            NotebookCell.Create(CellKind.Code, "b", "await Task.Delay(100); Console.WriteLine(\"late\");"));
        notebook.Insert(2, NotebookCell.Create(CellKind.Code, "c", "throw new Exception(\"the end\");"));
        notebook.Save(_jupyter.PathOf("errors.ipynb"));
        var (exitCode, output) =
            _jupyter.RunPython("-m", "nbconvert", "--to", "notebook", "--execute", "errors.ipynb", "--output",
                "out.ipynb");
        Assert.NotEqual(0, exitCode);
        Assert.Contains("the end (cell 3, line 1)", output);
        var (allowed, _) = _jupyter.RunPython(
            "-m", "nbconvert", "--to", "notebook", "--execute", "--allow-errors", "errors.ipynb", "--output",
            "out.ipynb");
        Assert.Equal(0, allowed);
        Assert.Equal("late\n",
            (string?)NotebookDocument.Read(_jupyter.PathOf("out.ipynb")).Cells[1].Outputs[0]!["text"]![0]);
    }

    private static string FindRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "ResearchKit.sln")))
            folder = folder.Parent;
        return folder!.FullName;
    }
}
