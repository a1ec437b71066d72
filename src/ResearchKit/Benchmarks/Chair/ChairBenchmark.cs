using ResearchKit.Benchmarks.Scoring;

namespace ResearchKit.Benchmarks.Chair;

/// <summary>CHAIR (Rohrbach et al., EMNLP 2018): objects that captions mention and images do not show.</summary>
public sealed class ChairBenchmark : IBenchmark
{
    internal static readonly IReadOnlyList<BenchmarkInput> CocoInputs =
    [
        new("annotations", "COCO's instances_*.json, or the folder with these and captions_*.json.", true),
        new("captions", "COCO's captions_*.json: what people mention counts as there.", false),
        new("synonyms", "Synonym file, a line per category; the one in data/benchmarks without it.", false),
    ];

    /// <inheritdoc/>
    public string Name => "chair";

    /// <inheritdoc/>
    public string Title => "CHAIR";

    /// <inheritdoc/>
    public string Summary =>
        "Hallucinated objects in captions: share of captions with one (CHAIRs), share of mentions (CHAIRi), recall.";

    /// <inheritdoc/>
    public string AnswerFormat => "CHAIR needs rows {\"image_id\": 42, \"caption\": \"A dog on a bench.\"}.";

    /// <inheritdoc/>
    public IReadOnlyList<BenchmarkInput> Inputs => CocoInputs;

    /// <inheritdoc/>
    public bool ScriptCountsRepeats => true;

    /// <inheritdoc/>
    public IBenchmarkScorer Open(BenchmarkInputs inputs, ScoringMode mode)
    {
        var vocabulary = ObjectVocabulary.Load(SynonymFile.Of(inputs), pairsOfFile: false);
        var objects = CocoObjects.Load(inputs.Required("annotations"), inputs.Optional("captions"), vocabulary);
        return new CaptionScorer(objects, new RuleExtractor(vocabulary), c =>
        [
            Percent("CHAIRs", c.Hallucinated, c.Captions, Better.Lower),
            Percent("CHAIRi", c.Wrong, c.Mentions, Better.Lower),
            Percent("Recall", c.Recalled, c.Objects, Better.Higher),
            Percent("Length", c.Words, c.Captions, Better.Neither, 1),
        ]);

        Metric Percent(string name, long part, long whole, Better better, int scale = 100)
        {
            var value = (double)part / whole * scale;
            return new("", name, value, PythonFloat.Fixed(value, mode == ScoringMode.Official ? 1 : 2), better);
        }
    }
}
