using ResearchKit.Benchmarks.Scoring;

namespace ResearchKit.Benchmarks.YesNo;

/// <summary>Any yes/no questions in the style of visual question answering: HallusionBench's, MME's or one's
/// own.</summary>
public sealed class YesNoBenchmark : IBenchmark
{
    /// <inheritdoc/>
    public string Name => "yesno";

    /// <inheritdoc/>
    public string Title => "Yes/no questions";

    /// <inheritdoc/>
    public string Summary =>
        "Yes/no questions of any data set: accuracy, precision, recall, F1 of Yes, and the share of yes.";

    /// <inheritdoc/>
    public string AnswerFormat => "Rows {\"question_id\": 1, \"answer\": \"yes\"} are needed.";

    /// <inheritdoc/>
    public IReadOnlyList<BenchmarkInput> Inputs { get; } =
        [new("annotations", "Rows {\"question_id\": 1, \"image\": \"1.jpg\", \"label\": \"yes\"}.", true)];

    /// <summary>
    /// Officially, as VQA's script compares (Antol et al., ICCV 2015): case, blanks and punctuation around the word do
    /// not matter, anything more is wrong. By the formula, answers are read as a person reads them.
    /// </summary>
    public IBenchmarkScorer Open(BenchmarkInputs inputs, ScoringMode mode) => new YesNoScorer(
        YesNoQuestions.Load(inputs.Required("annotations")), mode == ScoringMode.Official ? Normalized
        : YesNoReader.Read,
        share => PythonFloat.Fixed(share, 4));

    private static YesNoAnswer Normalized(string text) =>
        text.Trim(' ', '\t', '\r', '\n', '.', ',', '!', '"', '\'').ToLowerInvariant() switch
        {
            "yes" => YesNoAnswer.Yes,
            "no" => YesNoAnswer.No,
            _ => YesNoAnswer.Neither,
        };
}
