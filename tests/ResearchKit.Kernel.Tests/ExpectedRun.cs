using System.Collections.Concurrent;
using System.Diagnostics;
using ResearchKit.Kernel.Tests.Jupyter;
using ResearchKit.Notebooks.Documents;
using ResearchKit.Notebooks.Running;

namespace ResearchKit.Kernel.Tests;

/// <summary>
/// What every other way to run a notebook must give: what <c>researchkit reproduce</c> has left, or, for a notebook
/// with a parameter <c>quick</c>, what <c>researchkit run -p quick=true</c> gives.
/// </summary>
/// <param name="Notebook">What Jupyter is to execute.</param>
/// <param name="Executed">The notebook with its outputs.</param>
/// <param name="Files">The folder of its figures and tables.</param>
internal sealed record ExpectedRun(string Notebook, string Executed, string Files)
{
    private const string Quick = "quick";

    private static readonly ConcurrentDictionary<string, ExpectedRun> Runs = new(StringComparer.Ordinal);

    /// <summary>The names of all notebooks, without an extension.</summary>
    public static IEnumerable<string> Names =>
        Directory.EnumerateFiles(Path.Combine(JupyterTests.Repository, "notebooks"), "*.ipynb")
            .Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal);

    /// <summary>The run of a notebook; skips the test where it is missing.</summary>
    public static ExpectedRun Of(string name)
    {
        var notebook = Path.Combine(JupyterTests.Repository, "notebooks", name + ".ipynb");
        if (NotebookRunner.ParameterNames(NotebookDocument.Read(notebook)).Contains(Quick))
            return Runs.GetOrAdd(name, _ => RunQuick(name, notebook));
        var files = Path.Combine(JupyterTests.Repository, "artifacts", name);
        var executed = Path.Combine(files, name + ".ipynb");
        Assert.SkipUnless(File.Exists(executed), $"{executed} is missing: run `researchkit reproduce` first");
        return new(notebook, executed, files);
    }

    // Its parameters are in it, so that it is also what Jupyter executes: one folder below the repository, as the
    // notebooks are, whose first cells refer to what lies beside that.
    private static ExpectedRun RunQuick(string name, string notebook)
    {
        var files = Path.Combine(JupyterTests.Repository, "artifacts", $"{name}-{Quick}");
        var executed = files + ".ipynb";
        var (exitCode, output) = RunCommand(
            notebook, ["-p", $"{Quick}=true", "--out", executed, "--artifacts", files]);
        Assert.True(exitCode == 0, output);
        return new(executed, executed, files);
    }

    /// <summary><c>researchkit run NOTEBOOK</c> by this build.</summary>
    public static (int ExitCode, string Output) RunCommand(string notebook, IEnumerable<string> options)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet",
            [Path.Combine(AppContext.BaseDirectory, "ResearchKit.Cli.dll"), "run", notebook, .. options])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        return JupyterFolder.Finish(process);
    }
}
