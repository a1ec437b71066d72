using ResearchKit.Benchmarks.Scoring;
using ResearchKit.Experiments.Statistics;

namespace ResearchKit.Experiments.Tests.Statistics;

public sealed class StatisticsTests
{
    // By hand: P(X <= 2 or X >= 8) of 10 fair coins = 2 (1 + 10 + 45) / 1024.
    [Theory]
    [InlineData(2, 8, 112.0 / 1024), InlineData(8, 2, 112.0 / 1024), InlineData(0, 0, 1), InlineData(5, 5, 1),
    InlineData(0, 1, 1)]
    [InlineData(0, 10, 2.0 / 1024)]
    public void McNemarIsExact(int b, int c, double p) => Assert.Equal(p, McNemar.Exact(b, c), 14);

    [Fact]
    public void McNemarOfManyItemsIsCloseToTheNormalLaw()
    {
        // n = 10,000, b = 4,900: z = (4900.5 - 5000) / 50 = -1.99, two-sided 0.0466
        Assert.Equal(0.0466, McNemar.Exact(4900, 5100), 4);
    }

    [Fact]
    public void HolmMultipliesByWhatIsLeft()
    {
        // 0.01 * 4, 0.02 * 3, 0.03 * 2 raised to the one before, 0.4
        Assert.Equal([0.06, 0.04, 0.4, 0.06], Holm.Adjust([0.02, 0.01, 0.4, 0.03]), (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Equal([1.0, 1.0], Holm.Adjust([0.9, 0.8]));
        Assert.Throws<ArgumentException>(() => Holm.Adjust([1.5]));
    }

    [Fact]
    public void TheIntervalIsOverImages()
    {
        // 40 images of 10 questions, right or wrong together: the interval of a share over 40 units, not 400.
        using var questions = new AnswerFile(400, i => i / 10, i => i / 10 % 2 == 0);
        var interval = ClusterBootstrap.Intervals(questions.Result.Answers, resamples: 2000)
            .Single(m => m.Metric.Name == "Accuracy");
        Assert.Equal((40, "images"), (interval.Units, interval.Unit));
        // standard error sqrt(0.25 / 40) = 0.079
        Assert.InRange(interval.High - interval.Low, 2 * 1.96 * 0.079 * 0.85, 2 * 1.96 * 0.079 * 1.15);
        Assert.Contains("40 images", interval.Basis);
        Assert.Equal(interval,
            ClusterBootstrap.Intervals(questions.Result.Answers, resamples: 2000)
            .Single(m => m.Metric.Name == "Accuracy"));
    }

    [Fact]
    public void PairedDifferencesAreNarrowerThanIntervals()
    {
        using var first = new AnswerFile(400, i => i / 10, i => i / 10 % 2 == 0);
        using var second = new AnswerFile(400, i => i / 10, i => i / 10 % 2 == 0 || i % 10 == 0);
        var difference = ClusterBootstrap.Differences(first.Result.Answers, second.Result.Answers)
            .Single(d => d.First.Name == "Accuracy");
        Assert.Equal(0.05, difference.Difference, 12);
        Assert.InRange(difference.Low, 0.03, 0.05);
        Assert.True(difference.P < 0.01 && difference.Adjusted >= difference.P);
        var same = ClusterBootstrap.Differences(first.Result.Answers, first.Result.Answers);
        Assert.All(same, d => Assert.Equal(1, d.P));
        var test = McNemar.Of(first.Result.Answers, second.Result.Answers);
        Assert.Equal((400, 0, 20), (test.Items, test.OnlyFirst, test.OnlySecond));
        Assert.Equal(0.05, test.Difference, 12);
    }

    [Fact]
    public void LongAnswersThatAreWrongShowInTheDiagnostics()
    {
        using var file = new AnswerFile(20, i => i, i => i % 2 == 0, i => i % 2 == 0 ? "" : ", at least I think so");
        var d = AnswerDiagnostics.Of(file.Result.Answers);
        Assert.True(d.LengthOfRight < d.LengthOfWrong);
        Assert.Equal(-1, d.LengthCorrelation, 9);
    }

    /// <summary>Yes/no questions whose truth is yes, answered right or wrong as told.</summary>
    private sealed class AnswerFile : IDisposable
    {
        private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

        public AnswerFile(int count, Func<int, int> image, Func<int, bool> right, Func<int, string>? more = null)
        {
            string questions = Path.Combine(_folder, "questions.jsonl"),
                answers = Path.Combine(_folder, "answers.jsonl");
            File.WriteAllLines(questions,
                Enumerable.Range(0, count)
                .Select(i => $$"""{"question_id": {{i}}, "image": "{{image(i)}}.png", "label": "yes"}"""));
            File.WriteAllLines(answers,
                Enumerable.Range(0, count)
                .Select(
                    i => $$"""{"question_id": {{i}}, "text": "{{(right(i) ? "yes" : "no")}}{{more?.Invoke(i)}}"}"""));
            Result =
                Evaluation.Run(BenchmarkCatalogue.Find("pope"), new BenchmarkInputs([("annotations", questions)]),
                    answers);
        }

        public EvaluationResult Result { get; }

        public void Dispose() => Directory.Delete(_folder, recursive: true);
    }
}
