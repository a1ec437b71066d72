using System.Globalization;
using ResearchKit.Benchmarks.Reading;
using ResearchKit.Benchmarks.Scoring;

namespace ResearchKit.Recipes;

/// <summary>How many? Accuracy of whole numbers, and how far off they are.</summary>
public sealed class CountBenchmark : IBenchmark
{
    /// <inheritdoc/>
    public string Name => "count";

    /// <inheritdoc/>
    public string Title => "Counting";

    /// <inheritdoc/>
    public string Summary => "Questions that a whole number answers: accuracy and mean absolute error.";

    /// <inheritdoc/>
    public string AnswerFormat => "Rows {\"question_id\": 1, \"answer\": \"3\"} are needed.";

    /// <inheritdoc/>
    public IReadOnlyList<BenchmarkInput> Inputs { get; } =
        [new("annotations", "Rows {\"question_id\": 1, \"count\": 3}.", Required: true)];

    /// <inheritdoc/>
    public IBenchmarkScorer Open(BenchmarkInputs inputs, ScoringMode mode) => new Scorer(
        RecordFile.Read(inputs.Required("annotations")).ToDictionary(
            row => row.Number("question_id") ?? throw row.Error("a question needs a 'question_id'"),
            row => row.Number("count") ?? throw row.Error("a question needs a 'count'")));

    private sealed class Scorer(Dictionary<long, long> counts) : IBenchmarkScorer
    {
        public IReadOnlyList<string> Counters { get; } = ["answers", "right", "error"];

        public IReadOnlyList<BenchmarkPart> Parts { get; } = [new("questions", counts.Count)];

        public string Unit => "questions";

        public AnswerScore Score(JsonRecord answer, int position, Span<int> sums)
        {
            if (answer.Number("question_id") is not { } id)
                return AnswerScore.Unreadable("the row has no 'question_id'");
            if (!counts.TryGetValue(id, out var truth)) return AnswerScore.Unknown($"{id}");
            if (answer.Number("answer") is not { } said)
                return AnswerScore.Unreadable("'answer' is no number", $"{id}");
            var error = (int)Math.Abs(said - truth);
            (sums[0], sums[1], sums[2]) = (1, error == 0 ? 1 : 0, error);
            return new(AnswerStatus.Scored, $"{id}", Item: id, Cluster: id, Correct: error == 0);
        }

        public IReadOnlyList<Metric> Metrics(ReadOnlySpan<long> sums) =>
        [
            Printed("Accuracy", (double)sums[1] / sums[0], Better.Higher),
            Printed("Mean error", (double)sums[2] / sums[0], Better.Lower),
        ];

        private static Metric Printed(string name, double value, Better better) =>
            new("", name, value, value.ToString("F3", CultureInfo.InvariantCulture), better);
    }
}
