using System.Text;
using ResearchKit.Benchmarks.Reading;
using ResearchKit.Benchmarks.Scoring;

namespace ResearchKit.Tests.Benchmarks.Scoring;

/// <summary>What is alive at the end of an answer file, however long it is.</summary>
[Collection(NonParallelCollection.Name)]
public sealed class EvaluationMemoryTests
{
    private const int Few = 1_000, Many = 100_000, Limit = 20 << 20;

    [Theory, InlineData("amber"), InlineData("pope"), InlineData("chair")]
    public void ItIsTheSameForAHundredTimesTheAnswers(string name)
    {
        using var annotations = new BenchmarkFixtures.TemporaryFile(
            Annotations(name), name == "pope" ? ".jsonl" : ".json");
        var benchmark = BenchmarkCatalogue.Find(name);
        var scorer = new Watch(benchmark.Open(new([("annotations", annotations.Path)]), ScoringMode.Official));
        long Alive(int answers)
        {
            using var file = new BenchmarkFixtures.TemporaryFile(Answers(name, answers), ".jsonl");
            scorer.Last = answers - 1;
            Assert.Equal(answers, Evaluation.Run(benchmark, scorer, file.Path, ScoringMode.Official).Answers.Count);
            return scorer.Alive;
        }
        Alive(Few); // what is made once: caches, compiled code
        var (few, many) = (Alive(Few), Alive(Many));
        Assert.True(many - few < Limit, $"{name}: {(many - few) / 1048576.0:0.0} MB more");
    }

    private static string Annotations(string name) => name switch
    {
        "amber" => Join("[", ",", "]", i => $$"""{"id":{{i + 1}},"type":"discriminative-relation","truth":"yes"}"""),
        "pope" => Join("", "\n", "", i => $$"""{"question_id":{{i + 1}},"image":"{{i / 6}}.jpg","label":"yes"}"""),
        _ => """{"categories":[{"id":1,"name":"dog"}],"images":"""
            + Join("[", ",", "]", i => $$"""{"id":{{i + 1}}}""") + ""","annotations":"""
            + Join("[", ",", "]", i => $$"""{"image_id":{{i + 1}},"category_id":1}""") + "}",
    };

    private static byte[] Answers(string name, int count)
    {
        var text = new StringBuilder();
        for (var i = 0; i < count; i++)
            text.Append(name switch
            {
                "amber" => $$"""{"id":{{i + 1}},"response":"Yes"}""",
                "pope" => $$"""{"question_id":{{i + 1}},"answer":"Yes, there is."}""",
                _ => $$"""{"image_id":{{i + 1}},"caption":"A dog number {{i}} sits on a bench near a car."}""",
            }).Append('\n');
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static string Join(string open, string between, string close, Func<int, string> row) =>
        open + string.Join(between, Enumerable.Range(0, Many).Select(row)) + close;

    /// <summary>A scorer that measures what is alive when the last answer has come.</summary>
    private sealed class Watch(IBenchmarkScorer inner) : IBenchmarkScorer
    {
        public int Last { get; set; }

        public long Alive { get; private set; }

        public IReadOnlyList<string> Counters => inner.Counters;

        public IReadOnlyList<BenchmarkPart> Parts => inner.Parts;

        public string Unit => inner.Unit;

        public AnswerScore Score(JsonRecord answer, int position, Span<int> counts)
        {
            if (position == Last) Alive = GC.GetTotalMemory(forceFullCollection: true);
            return inner.Score(answer, position, counts);
        }

        public IReadOnlyList<Metric> Metrics(ReadOnlySpan<long> sums) => inner.Metrics(sums);
    }
}
