using System.Text.Json.Nodes;
using ResearchKit.Kernel.Tests.Jupyter;
using ResearchKit.Notebooks.Documents;

namespace ResearchKit.Kernel.Tests.Interactive;

/// <summary>
/// Notebooks by the C# kernel of .NET Interactive in the process of <c>researchkit run</c>, and our extension of it.
/// Its packages are restored on first use, so these run only on demand.
/// </summary>
public sealed class InteractiveSessionTests : IDisposable
{
    private const string Version = "0.1.0";

    private readonly string _folder = Directory.CreateTempSubdirectory("researchkit-interactive-").FullName;

    private static readonly string[] Packages = ["ManagedTorch", "ResearchKit.Engines", "ResearchKit.Figures",
        "ResearchKit", "ResearchKit.Notebooks", "ResearchKit.Interop.Deedle", "ResearchKit.Interop.ImageSharp",
        "ResearchKit.Interop.PlotlyNet", "ResearchKit.Interactive"];

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        Forget();
    }

    // Restored packages are kept by version, and every build of ours has the same.
    private static void Forget()
    {
        var kept = Path.Combine(
            Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        foreach (var package in Packages.Select(p => Path.Combine(kept, p.ToLowerInvariant(), Version)))
            if (Directory.Exists(package)) Directory.Delete(package, recursive: true);
    }

    /// <summary>The kernel is that of the tool, in which all notebooks run: these four are what differs here, tables,
    /// figures, and the frames, charts and images of packages.</summary>
    [Theory(Explicit = true)]
    [InlineData("02-dpo-pathologies"), InlineData("05-published-tables"), InlineData("08-with-your-tools")]
    public void GivesTheOutputsAndFilesOfTheReproduction(string name)
    {
        var expected = ExpectedRun.Of(name);
        var (exitCode, errors) = Run(expected.Notebook);
        Assert.True(exitCode == 0, errors);
        Assert.Equal(Outputs(expected.Executed), Outputs(Executed));
        var files = Directory.GetFiles(expected.Files)
            .Where(f => !f.EndsWith(".ipynb", StringComparison.Ordinal)).ToArray();
        Assert.NotEmpty(files);
        Assert.All(files, file => Assert.Equal(File.ReadAllBytes(file),
            File.ReadAllBytes(Path.Combine(_folder, "files", Path.GetFileName(file)))));
    }

    [Fact(Explicit = true)]
    public void TensorsAndTheMagicAreShown()
    {
        var (exitCode, errors) = Run(Write("#!researchkit", "using static TorchSharp.torch; ones(2, 3)"));
        Assert.True(exitCode == 0, errors);
        var outputs = Outputs(Executed);
        Assert.Contains("on the managed engine", outputs);
        Assert.Contains("Float32 [2, 3]", outputs);
    }

    [Fact(Explicit = true)]
    public void AFailingCellIsNamed()
    {
        var (exitCode, errors) = Run(Write("var a = 1;", "throw new Exception(\"the end\");"));
        Assert.Equal(1, exitCode);
        Assert.Contains("cell 2 (c1): the end (cell 2)", errors);
    }

    [Fact(Explicit = true)]
    public void ACellThatCannotBeStoppedEndsTheRunAtItsLimit()
    {
        var (exitCode, errors) = Run(Write("while (true) { }"), "--timeout", "3");
        Assert.Equal(1, exitCode);
        Assert.Contains("ran longer than 3 s", errors);
    }

    [Fact(Explicit = true)]
    public void ThePackageWorksOutsideOfACloneInTheToolAndInOurKernel()
    {
        JupyterFolder.SkipWithout("nbconvert");
        using var jupyter = new JupyterFolder();
        jupyter.InstallDotnetInteractive("dotnet-interactive");
        Forget();
        foreach (var project in Packages)
        {
            using var pack = jupyter.Start("dotnet", "pack", Path.Combine(Repository, "src", project), "-c", "Release",
                "-v", "quiet", "-o", Path.Combine(_folder, "feed"));
            var (packed, output) = JupyterFolder.Finish(pack);
            Assert.True(packed == 0, output);
        }

        var notebook = Write([$"#i \"nuget:{_folder}/feed\"\n#r \"nuget: ResearchKit.Interactive, {Version}\"",
            .. Shown]);
        var (theirs, ours) = (ByNbconvert(jupyter, notebook, "dotnet-interactive"),
            ByNbconvert(jupyter, notebook, KernelSpec.Name));
        Assert.Contains("on the managed engine", ours[1]);
        Assert.Contains("Float32 [2, 3]", ours[2]);
        Assert.All(ours.Skip(1), output => Assert.NotEqual("[]", output));
        // The first cell tells each in its own words what it has restored.
        Assert.Equal(ours.Skip(1), theirs.Skip(1));
    }

    /// <summary>A cell for each kind of value that the extension shows.</summary>
    private static readonly string[] Shown =
    [
        "#!researchkit",
        "using static TorchSharp.torch;\nones(2, 3)",
        "using ResearchKit.Figures;\nnew Figure(\"line\").Line(\"a\", [1.0, 2.0, 4.0])",
        "display(ResearchKit.Figures.Table.From(\"rows\", new[] { new { A = 1, B = double.NaN } }));",
        "Deedle.Frame.FromRecords(new[] { new { A = 1, B = \"x\" }, new { A = 2, B = \"y\" } })",
        "Plotly.NET.CSharp.Chart.Line<double, double, string>(new[] { 1.0, 2 }, new[] { 3.0, 4 }).Display();",
        "new ResearchKit.Imaging.RgbImage(4, 3)",
        "new SixLabors.ImageSharp.Image<SixLabors.ImageSharp.PixelFormats.Rgb24>(4, 3)",
    ];

    [Fact(Explicit = true)]
    public void ANewNotebookRunsInTheTool()
    {
        JupyterFolder.SkipWithout("nbconvert");
        using var jupyter = new JupyterFolder();
        jupyter.InstallDotnetInteractive("dotnet-interactive");
        var notebook = Path.Combine(_folder, "lab.ipynb");
        using var command = jupyter.Start("dotnet",
            Path.Combine(AppContext.BaseDirectory, "ResearchKit.Cli.dll"), "notebook", "new", notebook);
        Assert.Equal(0, JupyterFolder.Finish(command).ExitCode);
        Assert.Contains("\\u003Csvg", string.Concat(ByNbconvert(jupyter, notebook, "dotnet-interactive")));
    }

    /// <summary>The outputs of each cell.</summary>
    private string[] ByNbconvert(JupyterFolder jupyter, string notebook, string kernel)
    {
        var (exitCode, output) = jupyter.RunPython("-m", "nbconvert", "--to", "notebook", "--execute", notebook,
            "--output", "out.ipynb", $"--ExecutePreprocessor.kernel_name={kernel}", "--ExecutePreprocessor.timeout=600",
            "--ExecutePreprocessor.startup_timeout=300");
        Assert.True(exitCode == 0, output);
        return [.. NotebookDocument.Read(Executed).Cells.Select(CellOutputs.Of)];
    }

    private static string Repository => JupyterTests.Repository;

    private string Executed => Path.Combine(_folder, "out.ipynb");

    private string Write(params string[] cells)
    {
        var notebook = NotebookDocument.Create();
        foreach (var (i, cell) in cells.Index())
            notebook.Insert(i, NotebookCell.Create(CellKind.Code, $"c{i}", cell));
        var path = Path.Combine(_folder, "cells.ipynb");
        notebook.Save(path);
        return path;
    }

    private static string Outputs(string path) => new JsonArray(
        [.. NotebookDocument.Read(path).Cells.Select(cell => cell.Outputs.DeepClone())]).ToJsonString();

    private (int ExitCode, string Errors) Run(string notebook, params string[] options) =>
        ExpectedRun.RunCommand(notebook,
        [
            "--session", "interactive", "--out", Executed, "--artifacts", Path.Combine(_folder, "files"), .. options,
        ]);
}
