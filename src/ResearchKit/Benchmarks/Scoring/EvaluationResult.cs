namespace ResearchKit.Benchmarks.Scoring;

/// <summary>An answer file, scored.</summary>
/// <param name="Benchmark">The benchmark.</param>
/// <param name="Path">The answer file.</param>
/// <param name="Mode">How it was scored.</param>
/// <param name="Metrics">The metrics.</param>
/// <param name="Answered">Items answered, by part, in the order of <paramref name="Parts"/>.</param>
/// <param name="Parts">The benchmark's parts.</param>
/// <param name="Problems">Rows that were dropped or are worth a look.</param>
/// <param name="Answers">The answers one by one: what tests and bootstraps need.</param>
public sealed record EvaluationResult(
    IBenchmark Benchmark, string Path, ScoringMode Mode, IReadOnlyList<Metric> Metrics, IReadOnlyList<int> Answered,
    IReadOnlyList<BenchmarkPart> Parts, AnswerProblems Problems, AnswerTable Answers)
{
    /// <summary>
    /// Whether every item of every part that the file touches was answered. A part without a single answer was left out
    /// on purpose: AMBER's yes/no questions are often asked alone.
    /// </summary>
    public bool Complete => Parts.Zip(Answered).All(p => p.Second == 0 || p.Second >= p.First.Items);

    /// <summary>The parts that are incomplete: <c>existence 4,900 of 4,924</c>.</summary>
    public IEnumerable<string> Incomplete => Parts.Zip(Answered).Where(p => p.Second > 0 && p.Second < p.First.Items)
        .Select(p => FormattableString.Invariant($"{p.First.Name} {p.Second:N0} of {p.First.Items:N0}"));

    /// <summary>The parts without an answer.</summary>
    public IEnumerable<string> LeftOut =>
        Parts.Zip(Answered).Where(p => p.Second == 0 && p.First.Items > 0).Select(p => p.First.Name);

    /// <summary>The metric of a key such as <c>existence_f1</c>.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public Metric this[string key] => Metrics.FirstOrDefault(m => m.Key == key)
        ?? throw new KeyNotFoundException(
            $"{Benchmark.Title} has no metric '{key}'; it has {string.Join(", ", Metrics.Select(m => m.Key))}");
}
