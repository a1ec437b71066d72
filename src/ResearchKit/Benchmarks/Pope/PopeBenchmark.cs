using ResearchKit.Benchmarks.Scoring;
using ResearchKit.Benchmarks.YesNo;

namespace ResearchKit.Benchmarks.Pope;

/// <summary>POPE (Li et al., arXiv 2305.10355): is there a ... in the image? Half of the objects asked for are
/// there.</summary>
public sealed class PopeBenchmark : IBenchmark
{
    /// <inheritdoc/>
    public string Name => "pope";

    /// <inheritdoc/>
    public string Title => "POPE";

    /// <inheritdoc/>
    public string Summary =>
        "Yes/no questions about objects: accuracy, precision, recall, F1 of Yes, and the share of yes.";

    /// <inheritdoc/>
    public string AnswerFormat =>
        "POPE needs rows {\"question_id\": 1, \"text\": \"Yes, there is.\"}; without ids they stand in the order of " +
        "the questions.";

    /// <inheritdoc/>
    public IReadOnlyList<BenchmarkInput> Inputs { get; } =
        [new("annotations", "POPE's question file, such as coco_pope_random.json.", true)];

    /// <inheritdoc/>
    public IBenchmarkScorer Open(BenchmarkInputs inputs, ScoringMode mode) => new YesNoScorer(
        YesNoQuestions.Load(inputs.Required("annotations")),
        mode == ScoringMode.Official ? YesNoReader.ReadAsPope : YesNoReader.Read,
        mode == ScoringMode.Official ? PythonFloat.Repr : share => PythonFloat.Fixed(share, 4));
}
