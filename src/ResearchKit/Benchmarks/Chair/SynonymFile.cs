using ResearchKit.Benchmarks.Reading;
using ResearchKit.Benchmarks.Scoring;

namespace ResearchKit.Benchmarks.Chair;

/// <summary>The synonym file that was given, or the lab's own.</summary>
internal static class SynonymFile
{
    private const string Own = "benchmarks/coco-synonyms.txt";

    public static string Of(BenchmarkInputs inputs) => inputs.Optional("synonyms") ?? DataFolder.Find(Own)
        ?? throw new BenchmarkException($"{DataFolder.NotFound(Own)}; give the synonym file as the input 'synonyms'");
}
