using ResearchKit.Benchmarks.Scoring;

namespace ResearchKit.Benchmarks.Chair;

/// <summary>Object HalBench as RLHF-V and RLAIF-V score it (arXiv 2312.00849, 2405.17220): CHAIR over model
/// responses.</summary>
public sealed class ObjectHalBenchmark : IBenchmark
{
    /// <inheritdoc/>
    public string Name => "objhal";

    /// <inheritdoc/>
    public string Title => "Object HalBench";

    /// <inheritdoc/>
    public string Summary =>
        "Hallucinated objects in responses: response and mention level, hallucination and non-hallucination rates.";

    /// <inheritdoc/>
    public string AnswerFormat =>
        "Object HalBench needs rows {\"image_id\": 42, \"question\": \"...\", \"answer\": \"...\"}; with " +
        "extract_objs, those objects count.";

    /// <inheritdoc/>
    public IReadOnlyList<BenchmarkInput> Inputs => ChairBenchmark.CocoInputs;

    /// <inheritdoc/>
    public bool ScriptCountsRepeats => true;

    /// <inheritdoc/>
    public IBenchmarkScorer Open(BenchmarkInputs inputs, ScoringMode mode)
    {
        var vocabulary = ObjectVocabulary.Load(SynonymFile.Of(inputs), pairsOfFile: true);
        var objects = CocoObjects.Load(inputs.Required("annotations"), inputs.Optional("captions"), vocabulary);
        return new CaptionScorer(objects, new RecordedExtractor(vocabulary), Metrics);
    }

    // The response rate is among responses that mention an object at all.
    private static IReadOnlyList<Metric> Metrics(CaptionCounts c)
    {
        double responses = (double)c.Hallucinated / c.WithObjects, mentions = (double)c.Wrong / c.Mentions;
        return
        [
            Rate("Response Hall", responses * 100, Better.Lower), Rate("Object Hall", mentions * 100, Better.Lower),
            Rate("Response Correct", (1 - responses) * 100, Better.Higher),
            Rate("Object Correct", (1 - mentions) * 100, Better.Higher),
            Rate("Object Recall", (double)c.Recalled / c.Objects * 100, Better.Higher),
            Rate("Average Length", (double)c.Words / c.Captions, Better.Neither),
            Count("COCO Sent Number", c.WithObjects), Count("COCO Word Number", c.Recalled),
            Count("GT Word Number", c.Objects),
        ];

        static Metric Rate(string name, double value, Better better) =>
            new("", name, value, PythonFloat.Fixed(value, 2), better);

        static Metric Count(string name, double value) => new("", name, value, PythonFloat.Repr(value), Better.Neither);
    }
}
