using ResearchKit.Benchmarks;
using ResearchKit.Benchmarks.Amber;
using ResearchKit.Benchmarks.Reading;
using ResearchKit.Experiments.Audits;

namespace ResearchKit.Experiments.Tests.Audits;

public sealed class TableAuditTests
{
    [Fact]
    public void TheAuditOfTable2FindsWhatIsImpossible()
    {
        var findings = TableAudit.Of(PublishedTables.Find("adavip-table2.csv")).Where(f => !f.Holds)
            .Select(f => (f.Row, f.Check)).ToArray();
        Assert.Contains(("LLaVA-1.5-7B", "F1 lies between its parts"), findings);
        Assert.Contains(("LLaVA-1.5-7B", "accuracy fits the F1 of the parts (AMBER's 14,216 questions)"), findings);
        Assert.Contains(("+ Vision", "F1 is at most 2a / (1 + a)"), findings);
        Assert.Equal(3, findings.Length);
    }

    [Fact]
    public void TheScoresOfTable1AreRight() => Assert.All(
        TableAudit.Of(PublishedTables.Find("adavip-table1.csv"))
        .Where(f => f.Check.StartsWith("AMBER score", StringComparison.Ordinal)), f => Assert.True(f.Holds));

    [Theory]
    [InlineData("method,chair,amber_f1,amber_score\nA,10.0,80.0,86.0\n", false)]
    [InlineData("method,chair,amber_f1,amber_score\nA,10.0,80.0,85.0\n", true)]
    [InlineData("method,mmhal_hall\nA,28.1\n", true)]
    [InlineData("method,mmhal_hall\nA,28.4\n", false)]
    public void ATableOfOnesOwnIsChecked(string csv, bool holds)
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".csv");
        File.WriteAllText(path, csv);
        try
        {
            Assert.Equal(holds, TableAudit.Of(path).Single().Holds);
        }
        finally
        {
            File.Delete(path);
        }
    }

    // 96 ratings: 48 of them below 3 leave 144 to 384, a mean of 1.50 to 4.00.
    [Theory, InlineData("1.49", "50.0", false), InlineData("1.50", "50.0", true), InlineData("4.00", "50.0", true),
        InlineData("4.01", "50.0", false)]
    public void ScoreAndRateOfMmhalLimitEachOther(string score, string rate, bool possible) =>
        Assert.Equal(possible, TableAudit.JointlyPossible(ReportedValue.Parse(score), ReportedValue.Parse(rate)));

    [Fact]
    public void AmberHasAsManyQuestionsAsItsPaperSays()
    {
        Assert.Equal(14216, AmberQuestions.Total);
        // All right: every F1 is 100. None found: only the questions with the answer yes are right.
        Assert.Equal(100, AmberQuestions.LargestAccuracy(100.0, 100.0, 100.0), 12);
        Assert.Equal(100.0 * (3814 + 975) / 14216, AmberQuestions.LargestAccuracy(0.0, 0.0, 0.0), 12);
    }

    [Fact]
    public void ATableWithoutAKnownColumnIsAnError()
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".csv");
        File.WriteAllText(path, "a,b\n1,2\n");
        Assert.Contains("known are", Assert.Throws<BenchmarkException>(() => TableAudit.Of(path)).Message);
        File.Delete(path);
    }
}
