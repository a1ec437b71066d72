namespace ResearchKit.Benchmarks.Scoring;

/// <summary>
/// An evaluation of a model's answers. A new one is a folder with a class that implements this and has a constructor
/// without parameters: <see cref="BenchmarkCatalogue"/>, and through it the command line, finds it.
/// </summary>
public interface IBenchmark
{
    /// <summary>The name on the command line: <c>amber</c>.</summary>
    string Name { get; }

    /// <summary>The name in a table: <c>AMBER</c>.</summary>
    string Title { get; }

    /// <summary>What it measures, in a sentence.</summary>
    string Summary { get; }

    /// <summary>What an answer file holds, in a sentence with the names of the fields.</summary>
    string AnswerFormat { get; }

    /// <summary>The files that it reads besides the answers.</summary>
    IReadOnlyList<BenchmarkInput> Inputs { get; }

    /// <summary>
    /// Whether the official script counts every answer to an item that is answered more than once; by the formulas the
    /// first one counts.
    /// </summary>
    bool ScriptCountsRepeats => false;

    /// <summary>Reads those files and gets ready to score.</summary>
    /// <exception cref="Reading.BenchmarkException">A file is missing or not what it should be.</exception>
    IBenchmarkScorer Open(BenchmarkInputs inputs, ScoringMode mode);
}
