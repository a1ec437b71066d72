using System.Text;
using ResearchKit.Benchmarks.Reading;
using ResearchKit.Benchmarks.Scoring;

namespace ResearchKit.Tests.Benchmarks;

/// <summary>Answer files as they occur: read where a person would read them, else rejected with file, line and
/// id.</summary>
public sealed class AnswerFileTests
{
    private const string Rows =
        """{"id": 2, "response": "No"}|{"id": 3, "response": "Yes"}|{"id": 31, "response": "No"}""";

    public static TheoryData<string, string> Readable => new()
    {
        { "array", "[" + Rows.Replace('|', ',') + "]" },
        { "lines", Rows.Replace('|', '\n') + "\n" },
        { "lines with CRLF", Rows.Replace("|", "\r\n") + "\r\n" },
        { "lines with empty ones", "\n" + Rows.Replace("|", "\n\n") },
        { "laid out", "[\r\n" + Rows.Replace("|", ",\r\n").Replace("{", "{\r\n") + "\r\n]" },
        { "byte-order mark", "\uFEFF[" + Rows.Replace('|', ',') + "]" },
        { "byte-order mark and lines", "\uFEFF" + Rows.Replace('|', '\n') },
        { "ids as text", "[" + Rows.Replace('|', ',').Replace("\"id\": 2", "\"id\": \"2\"") + "]" },
        { "ids with a point", "[" + Rows.Replace('|', ',').Replace("\"id\": 2", "\"id\": 2.0") + "]" },
        { "within an object", """{"model": "x", "answers": [""" + Rows.Replace('|', ',') + "]}" },
        { "by id", """{"2": {"response": "No"}, "3": {"response": "Yes"}, "31": {"response": "No"}}""" },
        { "lists of one text", "[" + Rows.Replace('|', ',').Replace("\"No\"", "[\"No\"]") + "]" },
    };

    [Theory, MemberData(nameof(Readable))]
    public void ReadsWhatAPersonWouldRead(string form, string text)
    {
        Assert.NotEmpty(form);
        using var file = new BenchmarkFixtures.TemporaryFile(text);
        var result = Score(file.Path);
        Assert.Equal(3, result.Answers.Count);
        Assert.Empty(result.Problems.First);
    }

    [Fact]
    public void ABrokenLineCostsThatLineAlone()
    {
        using var file = new BenchmarkFixtures.TemporaryFile(Rows.Replace('|', '\n').Replace("\"Yes\"}", "\"Yes"));
        var result = Score(file.Path);
        Assert.Equal(2, result.Answers.Count);
        Assert.Equal(2, Assert.Single(result.Problems.First).Line);
    }

    [Theory]
    [InlineData("[{\"id\": 2, \"response\": \"No\"},\n{\"id\": 3, \"resp", "line 2")]
    [InlineData("", "empty")]
    [InlineData("   \n", "empty")]
    [InlineData("Yes\nNo\n", "neither JSON nor JSON lines")]
    [InlineData("[{\"question_id\": 1, \"text\": \"yes\"}]", "fields question_id, text")]
    [InlineData("[{\"image_id\": 1, \"caption\": \"a dog\"}]", "fields image_id, caption")]
    [InlineData("[1, 2, 3]", "no row is an answer")]
    [InlineData("[]", "no row is an answer")]
    public void RejectsWhatNobodyCouldRead(string text, string message)
    {
        using var file = new BenchmarkFixtures.TemporaryFile(text);
        var error = Assert.Throws<BenchmarkException>(() => Score(file.Path));
        Assert.StartsWith(file.Path, error.Message);
        Assert.Contains(message, error.Message);
    }

    [Fact]
    public void OddRowsAreDroppedCountedAndNamed()
    {
        using var file = new BenchmarkFixtures.TemporaryFile(
            """
            {"id": 2, "response": "No"}
            {"id": 2, "response": "Yes"}
            {"id": 999, "response": "Yes"}
            {"response": "Yes"}
            {"id": "two", "response": "Yes"}
            {"id": 3, "response": null}
            {"id": 4, "response": {"text": "No"}}
            """);
        var result = Score(file.Path, ScoringMode.Formula);
        Assert.Equal((1, 1, 4, 6),
            (result.Problems[ProblemKind.Duplicate], result.Problems[ProblemKind.Unknown],
            result.Problems[ProblemKind.Unreadable], result.Problems.Dropped));
        Assert.Single(result.Answers.Rows);
        Assert.Contains(
            result.Problems.First,
                p => p.ToString().StartsWith($"{file.Path}, line 2, id 2: ", StringComparison.Ordinal));
        var error = Assert.Throws<BenchmarkException>(() => Score(file.Path, strict: true));
        Assert.Contains("line 2, id 2", error.Message);
    }

    [Fact]
    public void AFileThatIsNoFileIsNamed()
    {
        Assert.Contains("there is no such file",
            Assert.Throws<BenchmarkException>(() => Score("nowhere.json")).Message);
        Assert.Contains("folder", Assert.Throws<BenchmarkException>(() => Score(Path.GetTempPath())).Message);
    }

    [Fact]
    public void LongFilesAreReadInPieces()
    {
        var text = new StringBuilder("[");
        for (var i = 0; i < 5000; i++)
            text.Append(i == 0 ? "\n" : ",\n").Append($$"""{"id": {{i}}, "response": "{{new string('x', i % 97)}}"}""");
        using var file = new BenchmarkFixtures.TemporaryFile(text.Append("\n]").ToString());
        var rows = RecordFile.Read(file.Path).ToArray();
        Assert.Equal(Enumerable.Range(0, 5000).Select(i => ((long?)i, i + 2)),
            rows.Select(r => (r.Number("id"), r.Line)));
    }

    private static EvaluationResult Score(
        string path, ScoringMode mode = ScoringMode.Official, bool strict = false) => BenchmarkFixtures.Score(
        "amber", path, mode, strict, ("annotations", BenchmarkFixtures.Of("Amber", "annotations.json")));
}
