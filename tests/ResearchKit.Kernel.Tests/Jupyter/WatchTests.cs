using System.Diagnostics;
using System.Net;
using ResearchKit.Notebooks.Documents;

namespace ResearchKit.Kernel.Tests.Jupyter;

/// <summary>The page of <c>researchkit watch</c>: no Jupyter and no Python take part.</summary>
public sealed class WatchTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("researchkit-watch-").FullName;
    private readonly Process _process;
    private readonly string _address;

    public WatchTests()
    {
        var notebook = NotebookDocument.Create();
        notebook.Insert(0, NotebookCell.Create(CellKind.Code, "a", "var runs = 0;"));
        notebook.Insert(1, NotebookCell.Create(CellKind.Code, "b", "var beta = 0.1; runs++;"));
        notebook.Insert(2, NotebookCell.Create(CellKind.Code, "c", "HTML($\"<i>beta {beta}, run {runs}</i>\")"));
        notebook.Save(Path.Combine(_folder, "lab.ipynb"));
        var dll = Path.Combine(AppContext.BaseDirectory, "ResearchKit.Cli.dll");
        _process = Process.Start(new ProcessStartInfo("dotnet", [dll, "watch", "lab.ipynb", "--no-browser"])
        {
            WorkingDirectory = _folder,
            RedirectStandardOutput = true,
        })!;
        _address = _process.StandardOutput.ReadLine()!;
    }

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void AnEditRunsTheCellsBelowItAndThePageShowsTheResult()
    {
        Browser.SkipWithout();
        using var browser = new Browser();
        browser.Open(_address);
        browser.WaitFor("document.body.textContent.includes('beta 0.1, run 1')");
        var path = Path.Combine(_folder, "lab.ipynb");
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
        Assert.StartsWith("http://127.0.0.1:", _address);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(_address)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await client.GetAsync(_address[..^1])).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await client.GetAsync(_address.Split('?')[0] + "events")).StatusCode);
    }
}
