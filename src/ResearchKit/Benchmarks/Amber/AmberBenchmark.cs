using ResearchKit.Benchmarks.Scoring;

namespace ResearchKit.Benchmarks.Amber;

/// <summary>AMBER (Wang et al., arXiv 2311.07397): descriptions and yes/no questions about 1,004 images.</summary>
public sealed class AmberBenchmark : IBenchmark
{
    /// <inheritdoc/>
    public string Name => "amber";

    /// <inheritdoc/>
    public string Title => "AMBER";

    /// <inheritdoc/>
    public string Summary =>
        "Hallucination in descriptions (CHAIR, Cover, Hal, Cog) and in yes/no answers (accuracy, precision, recall, " +
        "F1 of No).";

    /// <inheritdoc/>
    public string AnswerFormat => "AMBER needs rows {\"id\": 1005, \"response\": \"Yes\"}.";

    /// <inheritdoc/>
    public IReadOnlyList<BenchmarkInput> Inputs { get; } =
    [
        new("annotations", "AMBER's data/annotations.json.", true),
        new("association", "AMBER's data/relation.json; descriptions need it.", false),
        new("safe-words", "AMBER's data/safe_words.txt.", false),
        new("queries", "AMBER's data/query/query_all.json, which says which questions share an image.", false),
        new("vectors", "Word vectors for the synonym check (word2vec or GloVe); without it words must be equal.",
            false),
    ];

    /// <inheritdoc/>
    public bool ScriptCountsRepeats => true;

    /// <inheritdoc/>
    public IBenchmarkScorer Open(BenchmarkInputs inputs, ScoringMode mode)
    {
        var annotations = AmberAnnotations.Load(inputs.Required("annotations"), inputs.Optional("queries"));
        var association = inputs.Optional("association") is { } path
            ? AmberAssociation.Load(path, inputs.Optional("safe-words"))
            : null;
        ISynonymCheck synonyms = inputs.Optional("vectors") is { } vectors && association is not null
            ? WordVectors.Load(vectors, association.Vocabulary)
            : new ExactSynonyms();
        return new AmberScorer(annotations, association, synonyms, mode);
    }
}
