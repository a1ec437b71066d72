namespace ResearchKit.Cli.Tests;

public sealed class ReportCommandTests : IDisposable
{
    private const string Figure =
        """
        using ResearchKit.Figures;
        new Figure("falls", "It falls").Line("loss", [0.0, 1], [2.0, 1])
        """;

    private readonly TestClone _clone = new();

    public void Dispose() => _clone.Dispose();

    [Fact]
    public void ReproduceWritesTheReportAndReportWritesItAgainElsewhere()
    {
        _clone.Notebook("01-a", Figure);
        var run = _clone.Run("reproduce", "--update");
        Assert.Equal(ExitCode.Success, run.ExitCode);
        Assert.Contains(Path.Combine("artifacts", "report", "index.html"), run.Stdout, StringComparison.Ordinal);
        var page = _clone.Read("artifacts", "report", "index.html");
        Assert.Contains("01-a.html#figure-falls", page, StringComparison.Ordinal);
        Assert.Contains("3 of 3 files identical to the published ones", page, StringComparison.Ordinal);

        Assert.Equal(ExitCode.Success, _clone.Run("report", "--out", "mine").ExitCode);
        Assert.Equal(page, _clone.Read("mine", "index.html"));
    }

    [Fact]
    public void AFigureLiesWhereItIsPrintedBeforeTheNotebookEnds()
    {
        // The second cell finds the file of the first where a newcomer is told that it lies; the third fails.
        _clone.Notebook("01-a", Figure,
            "var svg = \"../artifacts/01-a/falls.svg\";\n"
            + "for (var i = 0; i < 200 && !File.Exists(svg); i++) System.Threading.Thread.Sleep(50);\n"
            + "if (!File.ReadAllText(svg).StartsWith(\"<svg\")) throw new Exception(\"early\");",
            "throw new Exception(\"late\");");
        var run = _clone.Run("reproduce");
        Assert.Equal(ExitCode.CellFailed, run.ExitCode);
        Assert.Contains($"figure: {Path.Combine("artifacts", "01-a", "falls.svg")}\n", run.Stderr,
            StringComparison.Ordinal);
        Assert.Contains("cell 3 (c3): late", run.Stderr, StringComparison.Ordinal);
        Assert.False(File.Exists(_clone.PathOf("artifacts", "report", "index.html")));
    }

    [Fact]
    public void WithoutResultsItSaysWhatToDo()
    {
        Directory.CreateDirectory(_clone.PathOf("empty"));
        var run = _clone.Run("report", "--results", "empty");
        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains("run `researchkit reproduce` first", run.Stderr, StringComparison.Ordinal);
        Assert.Empty(run.Stdout);
        Assert.False(Directory.Exists(_clone.PathOf("empty", "report")));
    }
}
