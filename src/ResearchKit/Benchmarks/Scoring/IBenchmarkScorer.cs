using ResearchKit.Benchmarks.Reading;

namespace ResearchKit.Benchmarks.Scoring;

/// <summary>
/// Scores answers one by one. An answer adds to whole-number counters; every metric is a function of their sums, so
/// that scores of parts add up and a bootstrap is a resampling of counters.
/// </summary>
public interface IBenchmarkScorer
{
    /// <summary>The names of the counters, in the order of the counts.</summary>
    IReadOnlyList<string> Counters { get; }

    /// <summary>The parts of the benchmark, each with the number of its items: a part may be left out of a
    /// file.</summary>
    IReadOnlyList<BenchmarkPart> Parts { get; }

    /// <summary>What one resampled unit is, in the plural: <c>images</c>. Questions about one image stand or fall
    /// together.</summary>
    string Unit { get; }

    /// <summary>Scores one answer.</summary>
    /// <param name="answer">The row of the answer file.</param>
    /// <param name="position">How many rows came before: pairs answers without ids with their questions.</param>
    /// <param name="counts">Zeros, one for each counter: what the answer adds.</param>
    AnswerScore Score(JsonRecord answer, int position, Span<int> counts);

    /// <summary>The metrics of the sums. A metric whose denominator is zero is NaN.</summary>
    IReadOnlyList<Metric> Metrics(ReadOnlySpan<long> sums);
}

/// <summary>A part of a benchmark, such as a kind of question.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Items">How many items it has; 0 if that is not known before the answers are read.</param>
public sealed record BenchmarkPart(string Name, int Items);
