using System.Text.RegularExpressions;
using ResearchKit.Notebooks.Documents;

namespace ResearchKit.Kernel.Tests.Jupyter;

/// <summary>What a person does in the browser: open, run all, change beta, run again, see another plot.</summary>
public sealed class PageTests : IDisposable
{
    private const string Plot =
        """
        var margins = Enumerable.Range(-40, 81).Select(i => i / 10.0).ToArray();
        var losses = margins.Select(m => Math.Log(1 + Math.Exp(-beta * m))).ToArray();
        new Figure("dpo-loss").Line($"beta = {beta}", margins, losses).XAxis("reward margin").YAxis("DPO loss")
        """;

    private readonly JupyterFolder _jupyter = new();

    public void Dispose() => _jupyter.Dispose();

    [Fact]
    public void APlotChangesInThePageWhenBetaChanges()
    {
        JupyterFolder.SkipWithout("notebook");
        Browser.SkipWithout();
        var notebook = NotebookDocument.Create();
        notebook.Insert(0, NotebookCell.Create(CellKind.Code, "a", "using ResearchKit.Figures;\nvar beta = 0.1;"));
        notebook.Insert(1, NotebookCell.Create(CellKind.Code, "b", Plot));
        notebook.Save(_jupyter.PathOf("lab.ipynb"));
        using var server = new NotebookServer(_jupyter);
        using var browser = new Browser();
        browser.Open($"http://127.0.0.1:{server.Port}/notebooks/lab.ipynb");
        browser.WaitFor(
            "Jupyter.notebook._fully_loaded && Jupyter.notebook.kernel && Jupyter.notebook.kernel.is_connected()");

        browser.Run("Jupyter.notebook.execute_all_cells()");
        var first = browser.WaitFor(Svg).ToString();
        browser.Screenshot("beta-0.1");
        Assert.Contains("beta = 0.1", first);

        browser.Run("Jupyter.notebook.get_cell(0).set_text('var beta = 2.0;'); Jupyter.notebook.execute_all_cells()");
        var second = browser.WaitFor($"({Svg}).includes('beta = 2') && {Svg}").ToString();
        browser.Screenshot("beta-2");
        Assert.NotEqual(Curve(first), Curve(second));
    }

    private const string Svg = "document.querySelector('.output_svg svg').outerHTML";

    /// <summary>The longest path of the drawing.</summary>
    private static string Curve(string svg) =>
        Regex.Matches(svg, " (d|points)=\"([^\"]+)\"").Select(match => match.Groups[2].Value)
        .MaxBy(path => path.Length)!;
}
