using ResearchKit.Benchmarks.Reading;
using ResearchKit.Benchmarks.Scoring;
using ResearchKit.Experiments.Statistics;

namespace ResearchKit.Cli.Evaluating;

/// <summary>Answer files, scored, with intervals and comparisons.</summary>
/// <param name="Benchmark">The benchmark.</param>
/// <param name="Strict">Whether the numbers are the formulas'.</param>
/// <param name="Files">The files in the order given.</param>
/// <param name="Comparison">The differences of the files to another, or null.</param>
internal sealed record EvalReport(
    IBenchmark Benchmark, bool Strict, IReadOnlyList<ScoredFile> Files, IReadOnlyList<FileComparison>? Comparison)
{
    private const int FewUnits = 20_000;

    public static EvalReport Run(
        IBenchmark benchmark, BenchmarkInputs inputs, IReadOnlyList<string> answers, string? compare, bool strict)
    {
        var mode = strict ? ScoringMode.Formula : ScoringMode.Official;
        var scorer = benchmark.Open(inputs, mode);
        var official = strict ? benchmark.Open(inputs, ScoringMode.Official) : null;
        ScoredFile[] files = [.. answers.Select(path =>
        {
            var result = Evaluation.Run(benchmark, scorer, path, mode, strict);
            return new ScoredFile(
                result, ClusterBootstrap.Intervals(result.Answers), AnswerDiagnostics.Of(result.Answers),
                official is null ? null : Evaluation.Run(benchmark, official, path, ScoringMode.Official));
        })];
        if (compare is null) return new(benchmark, strict, files, null);
        var other = Evaluation.Run(benchmark, scorer, compare, mode, strict);
        return new(benchmark, strict, files, [.. files.Select(f => Compare(other, f.Result))]);
    }

    private static FileComparison Compare(EvaluationResult other, EvaluationResult result)
    {
        try
        {
            // Holm's correction multiplies p by the number of metrics, 33 for AMBER: p must be able to get that small.
            var resamples = result.Answers.UnitCount <= FewUnits ? 5000 : 1000;
            var differences = ClusterBootstrap.Differences(other.Answers, result.Answers, resamples: resamples);
            var judged = other.Answers.Rows.Any(r => r is { Correct: not null, Item: >= 0 });
            return new(other, result, differences, judged ? McNemar.Of(other.Answers, result.Answers) : null);
        }
        catch (ArgumentException e)
        {
            throw new BenchmarkException($"{result.Path} and {other.Path} cannot be compared: {e.Message}", e);
        }
    }
}

/// <summary>One answer file, scored; in strict mode with the script's numbers beside.</summary>
internal sealed record ScoredFile(
    EvaluationResult Result, IReadOnlyList<MetricInterval> Intervals, AnswerDiagnostics Diagnostics,
    EvaluationResult? Official);

/// <summary>What an answer file changes against another.</summary>
internal sealed record FileComparison(
    EvaluationResult Other, EvaluationResult Result, IReadOnlyList<MetricDifference> Differences, McNemar? McNemar);
