namespace ResearchKit.Cli.Tests;

public sealed class ReportCommandTests : IDisposable
{
    private const string Figure =
        """
        new ResearchKit.Figures.Figure("falls", "It falls").Line("loss", [0.0, 1], [2.0, 1])
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
        Assert.Contains("2 of 2 files identical to the published ones", page, StringComparison.Ordinal);

        Assert.Equal(ExitCode.Success, _clone.Run("report", "--out", "mine").ExitCode);
        Assert.Equal(page, _clone.Read("mine", "index.html"));
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
