using ResearchKit.Benchmarks.Scoring;

namespace ResearchKit.Recipes;

public sealed class CountBenchmarkTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    // Of 3, 2, 5 the answers are 3, 4 and 5: two of three are right, and one is off by 4.
    [Fact]
    public void CountsWhatIsRightAndHowFarTheRestIsOff()
    {
        var annotations = Write("annotations.jsonl",
            """{"question_id": 1, "count": 3}""", """{"question_id": 2, "count": 2}""",
            """{"question_id": 3, "count": 5}""");
        var answers = Write("answers.jsonl",
            """{"question_id": 1, "answer": "3"}""", """{"question_id": 2, "answer": 6}""",
            """{"question_id": 3, "answer": 5}""");

        var result = Evaluation.Run(new CountBenchmark(), new(("annotations", annotations)), answers);

        Assert.Equal(["0.667", "1.333"], result.Metrics.Select(m => m.Printed));
    }

    private string Write(string name, params string[] lines)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllLines(path, lines);
        return path;
    }
}
