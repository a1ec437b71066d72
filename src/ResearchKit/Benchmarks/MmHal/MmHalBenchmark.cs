using ResearchKit.Benchmarks.Reading;
using ResearchKit.Benchmarks.Scoring;

namespace ResearchKit.Benchmarks.MmHal;

/// <summary>MMHal-Bench (Sun et al., arXiv 2309.14525): 96 questions, answers rated by a judge.</summary>
public sealed class MmHalBenchmark : IBenchmark
{
    /// <inheritdoc/>
    public string Name => "mmhal";

    /// <inheritdoc/>
    public string Title => "MMHal-Bench";

    /// <inheritdoc/>
    public string Summary =>
        "Open questions rated 0 to 6 by a judge: mean score, hallucination rate (ratings below 3), score by type of " +
        "question.";

    /// <inheritdoc/>
    public string AnswerFormat =>
        "MMHal-Bench needs the template's rows with question and model_answer, in its order, and the judge's " +
        "replies; or the replies alone.";

    /// <inheritdoc/>
    public IReadOnlyList<BenchmarkInput> Inputs { get; } =
    [
        new("annotations", "MMHal-Bench's answer template, for the types of the questions.", false),
        new("replies", "The judge's replies in the order of the answers: chat completions, or rows {\"reply\": ...}.",
            false),
    ];

    /// <inheritdoc/>
    public IBenchmarkScorer Open(BenchmarkInputs inputs, ScoringMode mode)
    {
        var types = inputs.Optional("annotations") is { } template
            ? RecordFile.Read(template)
            .Select(r => r.Text("question_type") ?? throw r.Error("a question needs a 'question_type'")).ToArray()
            : [];
        var replies = inputs.Optional("replies") is { } path
            ? RecordFile.Read(path, (line, problem) => throw new BenchmarkException($"{path}, line {line}: {problem}"))
                .Select(r => MmHalScorer.ReplyOf(r)
                    ?? throw r.Error("the row has no reply: neither 'choices' nor 'reply'")).ToArray()
            : null;
        return new MmHalScorer(types, replies, mode);
    }
}
