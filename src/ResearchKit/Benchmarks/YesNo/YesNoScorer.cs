using ResearchKit.Benchmarks.Reading;
using ResearchKit.Benchmarks.Scoring;
using ResearchKit.Benchmarks.Text;

namespace ResearchKit.Benchmarks.YesNo;

/// <summary>Scores answers to yes/no questions; the positive class is Yes.</summary>
/// <param name="questions">The questions.</param>
/// <param name="read">How an answer is read.</param>
/// <param name="print">How a share is printed.</param>
internal sealed class YesNoScorer(YesNoQuestions questions, Func<string, YesNoAnswer> read, Func<double, string> print)
    : IBenchmarkScorer
{
    public IReadOnlyList<string> Counters => YesNoCounts.Names;

    public IReadOnlyList<BenchmarkPart> Parts { get; } = [new("questions", questions.Count)];

    public string Unit => questions.HasImages ? "images" : "questions";

    public AnswerScore Score(JsonRecord answer, int position, Span<int> counts)
    {
        // The scripts pair answers and questions by position; ids say the same unless a row is missing or moved.
        var id = answer.Number("question_id", "id");
        var name = id is { } number ? $"{number}" : null;
        if (answer.Text("answer", "text", "response", "prediction", "output") is not { } text)
            return AnswerScore.Unreadable("the row has no text 'answer' or 'text'", name);
        var index = id is { } known && questions.HasIds ? questions.IndexOf(known) : position;
        if (index < 0 || index >= questions.Count) return AnswerScore.Unknown(name ?? $"(row {position + 1})");
        var (yes, image) = questions[index];
        var said = read(text);
        bool? positive = said == YesNoAnswer.Neither ? null : said == YesNoAnswer.Yes;
        counts[YesNoCounts.Index(yes, positive)] = 1;
        return new(said == YesNoAnswer.Neither ? AnswerStatus.Neither : AnswerStatus.Scored, name, index, image, 0,
            positive == yes, WordSplitter.Count(text),
            said == YesNoAnswer.Neither ? $"neither yes nor no: '{(text.Length <= 60 ? text : text[..57] + "...")}'"
            : null);
    }

    public IReadOnlyList<Metric> Metrics(ReadOnlySpan<long> sums)
    {
        var c = YesNoCounts.From(sums);
        double p = c.Precision, r = c.Recall, f1 = 2 * p * r / (p + r);
        var yes = (double)c.Answered / c.Total;
        return
        [
            Count("TP", c.TruePositives), Count("FP", c.FalsePositives), Count("TN", c.TrueNegatives),
            Count("FN", c.FalseNegatives),
            new("", "Accuracy", c.Accuracy, print(c.Accuracy)), new("", "Precision", p, print(p)),
            new("", "Recall", r, print(r)),
            new("", "F1", f1, print(f1)), new("", "Yes ratio", yes, print(yes), Better.Neither),
            Bias(yes - (double)c.Positives / c.Total),
        ];

        static Metric Count(string name, long value) =>
            new("", name, value, FormattableString.Invariant($"{value}"), Better.Neither);

        static Metric Bias(double value) => new("", "Yes bias", value, PythonFloat.Fixed(value, 3), Better.Neither);
    }
}
