namespace ResearchKit.Cli.Tests;

/// <summary>Values of the packages that researchers bring, in a notebook that the command runs.</summary>
public sealed class PackagesInNotebooksTests : IDisposable
{
    private readonly TestClone _clone = new();

    public void Dispose() => _clone.Dispose();

    [Fact]
    public void FramesAreTablesAndChartsAreDrawingsThatTheRunKeeps()
    {
        _clone.Notebook(
            "tools",
            """
            using Deedle;
            using ResearchKit.Interop.Deedle;
            new[] { new { Beta = 0.1, Loss = "dpo" }, new { Beta = double.NaN, Loss = "ipo" } }.ToFrame()
            """,
            """
            using ResearchKit.Interop.PlotlyNet;
            using Chart = Plotly.NET.CSharp.Chart;
            Chart.Line<double, double, string>(new[] { 0.0, 1, 2 }, new[] { 1, double.NaN, 3 }, Name: "chosen").Named("margin")
            """);
        var run = _clone.Run("run", "notebooks/tools.ipynb", "--out", "out.ipynb", "--artifacts", "kept");
        Assert.Equal((ExitCode.Success, ""), (run.ExitCode, run.ExitCode == 0 ? "" : run.Stderr));
        var notebook = _clone.Read("out.ipynb");
        Assert.Contains("2 rows, 2 columns: Beta double, Loss string", notebook);
        Assert.Contains("application/vnd.plotly.v1+json", notebook);
        Assert.StartsWith("<svg", _clone.Read("kept", "margin.svg"));
        Assert.Contains("notebook=tools", _clone.Read("kept", "margin.svg"));
        Assert.True(File.Exists(_clone.PathOf("kept", "margin.json")));
    }
}
