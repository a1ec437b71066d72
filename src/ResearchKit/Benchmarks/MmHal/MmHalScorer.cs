using System.Text.Json;
using ResearchKit.Benchmarks.Reading;
using ResearchKit.Benchmarks.Scoring;
using ResearchKit.Benchmarks.Text;

namespace ResearchKit.Benchmarks.MmHal;

/// <summary>Scores judge replies.</summary>
internal sealed class MmHalScorer(string[] types, string[]? replies, ScoringMode mode) : IBenchmarkScorer
{
    /// <summary>The questions of the benchmark; they come in turns of the eight types.</summary>
    public const int Questions = 96;

    private const int Lowest = 3; // the lowest rating without hallucination

    private static readonly string[] Types =
        ["attribute", "adversarial", "comparison", "counting", "relation", "environment", "holistic", "other"];

    public IReadOnlyList<string> Counters { get; } =
        ["answers", "rating_sum", "hallucinated",
            .. Types.SelectMany(t => new[] { $"{t}_answers", $"{t}_rating_sum" })];

    public IReadOnlyList<BenchmarkPart> Parts { get; } =
        [new("questions", types.Length > 0 ? types.Length : Questions)];

    public string Unit => "questions";

    /// <summary>The text of a reply: of a chat completion, or of a row with <c>reply</c>; null if there is
    /// none.</summary>
    public static string? ReplyOf(JsonRecord row)
    {
        if (row.Find("choices") is { ValueKind: JsonValueKind.Array } choices && choices.GetArrayLength() > 0
            && choices[0].ValueKind == JsonValueKind.Object && choices[0].TryGetProperty("message", out var message)
            && message.ValueKind == JsonValueKind.Object && message.TryGetProperty("content", out var content))
            return content.ValueKind == JsonValueKind.String ? content.GetString() : "";
        return row.Text("reply", "review", "judge_reply");
    }

    public AnswerScore Score(JsonRecord answer, int position, Span<int> counts)
    {
        var id = $"{position + 1}";
        var text = answer.Text("model_answer", "answer", "response", "text");
        var reply = ReplyOf(answer) ?? (text is not null && position < replies?.Length ? replies[position] : null);
        if (reply is null)
            return AnswerScore.Unreadable(
                text is null ? "the row has neither a 'model_answer' nor a judge's reply"
                : replies is null ? "there is no judge's reply: give the input 'replies', or a judge"
                : "the judge's reply is missing", id);
        if (position >= Parts[0].Items) return AnswerScore.Unknown(id);
        var name = answer.Text("question_type")
            ?? (types.Length > 0 ? types[position] : Types[position % Types.Length]);
        var type = Array.IndexOf(Types, name);
        if (type < 0) return AnswerScore.Unreadable($"there is no type of question '{name}'", id);
        var rating = mode == ScoringMode.Official ? JudgeRating.ReadOfficial(reply) : JudgeRating.Read(reply);
        if (rating is not null || mode == ScoringMode.Official)
        {
            // The script counts a reply without a rating as 0 and so as a hallucination; by the formula it has no
            // rating.
            var value = rating ?? 0;
            (counts[0], counts[1], counts[2]) = (1, value, value < Lowest ? 1 : 0);
            (counts[3 + 2 * type], counts[4 + 2 * type]) = (1, value);
        }
        return new(rating is null ? AnswerStatus.Neither : AnswerStatus.Scored, id, position, position, 0,
            rating is null && mode == ScoringMode.Formula ? null : (rating ?? 0) >= Lowest, WordSplitter.Count(text),
            rating is null ? "the reply has no single rating from 0 to 6" : null);
    }

    public IReadOnlyList<Metric> Metrics(ReadOnlySpan<long> sums)
    {
        double score = (double)sums[1] / sums[0], rate = (double)sums[2] / sums[0];
        var metrics = new List<Metric>
        {
            new("", "Score", score, PythonFloat.Fixed(score, 2)),
            new("", "Hallucination rate", rate, PythonFloat.Fixed(rate, 2), Better.Lower),
        };
        for (var t = 0; t < Types.Length; t++)
        {
            if (sums[3 + 2 * t] == 0) continue;
            var mean = (double)sums[4 + 2 * t] / sums[3 + 2 * t];
            metrics.Add(
                new(char.ToUpperInvariant(Types[t][0]) + Types[t][1..], "Score", mean,
                    PythonFloat.Repr(PythonFloat.Round(mean, 2))));
        }
        return metrics;
    }
}
