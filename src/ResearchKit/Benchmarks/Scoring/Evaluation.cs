using ResearchKit.Benchmarks.Reading;

namespace ResearchKit.Benchmarks.Scoring;

/// <summary>Scores an answer file: the same loop for every benchmark.</summary>
public static class Evaluation
{
    /// <summary>Reads the benchmark's files, then scores the answers one by one.</summary>
    /// <param name="benchmark">The benchmark.</param>
    /// <param name="inputs">The paths of its files.</param>
    /// <param name="answers">The answer file: JSON, JSON lines or CSV.</param>
    /// <param name="mode">Official numbers, or those of the formulas.</param>
    /// <param name="strict">Whether a row that would be dropped is an error.</param>
    /// <exception cref="BenchmarkException">
    /// A file cannot be read; no row is an answer to this benchmark; with <paramref name="strict"/>, a row would be
    /// dropped or an item has no answer.
    /// </exception>
    public static EvaluationResult Run(
        IBenchmark benchmark, BenchmarkInputs inputs, string answers, ScoringMode mode = ScoringMode.Official,
        bool strict = false) =>
        Run(benchmark, benchmark.Open(inputs, mode), answers, mode, strict);

    /// <summary>Scores an answer file with a scorer that has read the benchmark's files already.</summary>
    /// <inheritdoc cref="Run(IBenchmark, BenchmarkInputs, string, ScoringMode, bool)"/>
    public static EvaluationResult Run(
        IBenchmark benchmark, IBenchmarkScorer scorer, string answers, ScoringMode mode, bool strict = false)
    {
        var problems = new AnswerProblems();
        var table = new AnswerTable(scorer);
        var answered = new int[scorer.Parts.Count];
        var seen = new Dictionary<long, int>();
        var counts = new int[scorer.Counters.Count];
        var repeats = mode == ScoringMode.Official && benchmark.ScriptCountsRepeats;
        var position = 0;
        JsonRecord? first = null;
        foreach (var record in RecordFile.Read(answers, Broken))
        {
            first ??= record;
            Array.Clear(counts);
            var score = scorer.Score(record, position++, counts);
            if (score.Status is AnswerStatus.Unreadable or AnswerStatus.Unknown)
                problems.Add(score.Status == AnswerStatus.Unknown ? ProblemKind.Unknown : ProblemKind.Unreadable,
                    answers, record.Line, score.Id, score.Problem!);
            else
            {
                var again = score.Item >= 0 && !seen.TryAdd(score.Item, record.Line);
                if (again)
                    problems.Add(repeats ? ProblemKind.Repeated : ProblemKind.Duplicate, answers, record.Line, score.Id,
                        $"answered before, on line {seen[score.Item]}; "
                        + (repeats ? "the official script counts both" : "the first answer counts"));
                if (again && !repeats) continue;
                if (score.Status == AnswerStatus.Neither)
                    problems.Add(ProblemKind.Neither, answers, record.Line, score.Id, score.Problem!);
                table.Add(score, counts);
                if (!again) answered[score.Part]++;
            }
        }
        if (table.Count == 0) throw NothingScored(benchmark, answers, first, problems);
        var result = new EvaluationResult(
            benchmark, answers, mode, scorer.Metrics(table.Sums()), answered, scorer.Parts, problems, table);
        if (strict && problems.Dropped + problems[ProblemKind.Repeated] > 0) throw problems.FirstAsError(answers);
        if (strict && !result.Complete)
            throw new BenchmarkException($"{answers}: answers are missing: {string.Join(", ", result.Incomplete)}");
        return result;

        void Broken(int line, string problem)
        {
            problems.Add(ProblemKind.Unreadable, answers, line, null, problem);
            position++;
        }
    }

    private static BenchmarkException NothingScored(
        IBenchmark benchmark, string answers, JsonRecord? first, AnswerProblems problems)
    {
        var why = problems.First.Count > 0 ? $" The first row's problem: {problems.First[0]}." : "";
        var fields = first is { IsObject: true } ? $" Its rows have the fields {string.Join(", ", first.Fields)}." : "";
        return new($"{answers}: no row is an answer to {benchmark.Title}.{fields} {benchmark.AnswerFormat}{why}");
    }
}
