using System.Text;

namespace ResearchKit.Cli.Tests;

public sealed class FiguresCommandTests : IDisposable
{
    private const string Figure =
        """
        using ResearchKit.Figures;
        new Figure("falls", "It falls").Line("loss", [0.0, 1], [2.0, 1]).WithCaption("One seed.")
        """;

    private readonly TestClone _clone = new();

    public void Dispose() => _clone.Dispose();

    [Fact]
    public void FiguresForPaperComeFromTheResultsWithoutRunningANotebook()
    {
        _clone.Notebook("01-a", Figure, "new Figure(\"rises\").Line(\"reward\", [0.0, 1], [1.0, 2])");
        _clone.Run("reproduce");
        File.Delete(_clone.PathOf("notebooks", "01-a.ipynb"));
        var run = _clone.Run("figures", "--paper", "falls", "--out", "mine");
        Assert.Equal(ExitCode.Success, run.ExitCode);
        Assert.Equal("1 figure, 5 files in mine\n", run.Stdout);
        Assert.Equal(["falls-full.pdf", "falls-full.svg", "falls-single.pdf", "falls-single.svg", "falls.txt"],
            Directory.EnumerateFiles(_clone.PathOf("mine", "01-a")).Select(Path.GetFileName).Order());
        Assert.Equal("It falls\nOne seed.\n", _clone.Read("mine", "01-a", "falls.txt"));
        Assert.StartsWith("%PDF-", _clone.Read("mine", "01-a", "falls-single.pdf"), StringComparison.Ordinal);
        Assert.Contains("width=\"3.25in\"", _clone.Read("mine", "01-a", "falls-single.svg"), StringComparison.Ordinal);
        Assert.Contains("notebook=01-a cell=c1", Encoding.Latin1.GetString(
            File.ReadAllBytes(_clone.PathOf("mine", "01-a", "falls-full.pdf"))), StringComparison.Ordinal);

        Assert.Equal("2 figures, 4 files in all\n", _clone.Run("figures", "01", "--out", "all").Stdout);
        Assert.Equal(_clone.Read("artifacts", "01-a", "falls.svg"), _clone.Read("all", "01-a", "falls.svg"));
    }

    [Fact]
    public void WhatIsNotThereIsSaid()
    {
        _clone.Notebook("01-a", Figure);
        Directory.CreateDirectory(_clone.PathOf("artifacts"));
        Assert.Contains("run `researchkit reproduce` first", Failure(), StringComparison.Ordinal);
        _clone.Run("reproduce");
        Assert.Contains("begins with 'fell'. There are, for example, 01-a/falls.", Failure("fell"),
            StringComparison.Ordinal);
        Assert.Contains("add --paper", Failure("--column", "single"), StringComparison.Ordinal);
        Assert.Contains("one of single, full", Failure("--paper", "--column", "both"), StringComparison.Ordinal);
        Assert.Contains("one of single, full", Failure("--paper", "--column", "7"), StringComparison.Ordinal);
        File.WriteAllText(_clone.PathOf("artifacts", "01-a", "falls.figure.json"), "{");
        Assert.Contains("falls.figure.json", Failure(), StringComparison.Ordinal);
        Assert.False(Directory.Exists(_clone.PathOf("figures")));
    }

    private string Failure(params string[] arguments)
    {
        var run = _clone.Run(["figures", .. arguments]);
        Assert.Equal(ExitCode.Usage, run.ExitCode);
        return run.Stderr;
    }
}
