using System.Diagnostics;
using System.Net;
using ResearchKit.Notebooks.Documents;

namespace ResearchKit.Kernel.Tests.Jupyter;

/// <summary>The page of <c>researchkit watch</c>: no Jupyter and no Python take part.</summary>
public sealed class WatchTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("researchkit-watch-").FullName;
    private readonly Process process;
    private readonly string address;

    public WatchTests()
    {
        var notebook = NotebookDocument.Create();
        notebook.Insert(0, NotebookCell.Create(CellKind.Code, "a", "var runs = 0;"));
        notebook.Insert(1, NotebookCell.Create(CellKind.Code, "b", "var beta = 0.1; runs++;"));
        notebook.Insert(2, NotebookCell.Create(CellKind.Code, "c", "HTML($\"<i>beta {beta}, run {runs}</i>\")"));
        notebook.Save(Path.Combine(folder, "lab.ipynb"));
        var dll = Path.Combine(AppContext.BaseDirectory, "ResearchKit.Cli.dll");
        process = Process.Start(new ProcessStartInfo("dotnet", [dll, "watch", "lab.ipynb", "--no-browser"])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
        })!;
        address = process.StandardOutput.ReadLine()!;
    }

    public void Dispose()
    {
        process.Kill(entireProcessTree: true);
        process.WaitForExit();
        process.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void AnEditRunsTheCellsBelowItAndThePageShowsTheResult()
    {
        Browser.SkipWithout();
        using var browser = new Browser();
        browser.Open(address);
        browser.WaitFor("document.body.textContent.includes('beta 0.1, run 1')");
        var path = Path.Combine(folder, "lab.ipynb");
        var notebook = NotebookDocument.Read(path);
        notebook.Cells[1].Source = "var beta = 2.5; runs++;";
        notebook.Save(path);
        // The first cell has not run again: its counter goes on.
        browser.WaitFor("document.body.textContent.includes('beta 2.5, run 2')");
        browser.Screenshot("watch");
    }

    [Fact]
    public async Task WithoutTheTokenThereIsNoPage()
    {
        using var client = new HttpClient();
        Assert.StartsWith("http://127.0.0.1:", address);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(address)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await client.GetAsync(address[..^1])).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await client.GetAsync(address.Split('?')[0] + "events")).StatusCode);
    }
}
