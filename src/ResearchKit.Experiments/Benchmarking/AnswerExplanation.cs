using System.Text.Json;
using ResearchKit.Benchmarks.Reading;
using ResearchKit.Benchmarks.Scoring;

namespace ResearchKit.Experiments.Benchmarking;

/// <summary>What one answer adds to a benchmark's counters, and how it was taken.</summary>
/// <param name="Answer">The row of the answer file.</param>
/// <param name="Taken">Scored, neither, unreadable or unknown, with the reason.</param>
/// <param name="Adds">The counters it adds to: <c>tn +1</c>.</param>
public sealed record AnswerExplanation(string Answer, string Taken, string Adds)
{
    /// <summary>Explains rows one by one.</summary>
    /// <param name="benchmark">The benchmark's name.</param>
    /// <param name="inputs">The paths of its files.</param>
    /// <param name="mode">Official numbers, or those of the formulas.</param>
    /// <param name="rows">Rows of an answer file, JSON each, in the order of the questions.</param>
    public static IReadOnlyList<AnswerExplanation> Of(
        string benchmark, BenchmarkInputs inputs, ScoringMode mode, params ReadOnlySpan<string> rows)
    {
        var scorer = BenchmarkCatalogue.Find(benchmark).Open(inputs, mode);
        var explained = new List<AnswerExplanation>();
        foreach (var row in rows)
        {
            var counts = new int[scorer.Counters.Count];
            var score =
                scorer.Score(new JsonRecord("answers", explained.Count + 1, null, JsonElement.Parse(row)),
                    explained.Count, counts);
            var adds = scorer.Counters.Zip(counts).Where(c => c.Second != 0)
                .Select(c => FormattableString.Invariant($"{c.First.Replace('_', ' ')} {c.Second:+0;-0}"));
            explained.Add(
                new(row, score.Problem is { } why ? $"{score.Status.ToString().ToLowerInvariant()}: {why}"
                    : "scored", string.Join(", ", adds)));
        }
        return explained;
    }
}
