namespace ResearchKit.Benchmarks.YesNo;

/// <summary>Counts of answers to yes/no questions, in long numbers that add up.</summary>
/// <param name="TruePositives">Positive truth, positive answer.</param>
/// <param name="FalsePositives">Negative truth, positive answer.</param>
/// <param name="TrueNegatives">Negative truth, negative answer.</param>
/// <param name="FalseNegatives">Positive truth, negative answer.</param>
/// <param name="NeitherPositives">Positive truth, an answer that is neither: wrong, and not recalled.</param>
/// <param name="NeitherNegatives">Negative truth, an answer that is neither: wrong.</param>
public readonly record struct YesNoCounts(
    long TruePositives, long FalsePositives, long TrueNegatives, long FalseNegatives, long NeitherPositives,
    long NeitherNegatives)
{
    /// <summary>The number of counters.</summary>
    public const int Width = 6;

    /// <summary>Names of the counters in the order of the constructor.</summary>
    public static IReadOnlyList<string> Names { get; } =
        ["tp", "fp", "tn", "fn", "neither_positive", "neither_negative"];

    /// <summary>The counts at the start of a row of counters.</summary>
    public static YesNoCounts From(ReadOnlySpan<long> sums) =>
        new(sums[0], sums[1], sums[2], sums[3], sums[4], sums[5]);

    /// <summary>Which counter an answer adds to.</summary>
    /// <param name="truth">Whether the truth is the positive class.</param>
    /// <param name="answer">Whether the answer is the positive class; null if it is neither.</param>
    public static int Index(bool truth, bool? answer) =>
        answer is { } a ? (truth, a) switch { (true, true) => 0, (false, true) => 1, (false, false) => 2, _ => 3 }
        : truth ? 4 : 5;

    /// <summary>All answers.</summary>
    public long Total =>
        TruePositives + FalsePositives + TrueNegatives + FalseNegatives + NeitherPositives + NeitherNegatives;

    /// <summary>Right answers.</summary>
    public long Correct => TruePositives + TrueNegatives;

    /// <summary>Answers of the positive class.</summary>
    public long Answered => TruePositives + FalsePositives;

    /// <summary>Questions whose truth is the positive class.</summary>
    public long Positives => TruePositives + FalseNegatives + NeitherPositives;

    /// <summary>Share of right answers.</summary>
    public double Accuracy => (double)Correct / Total;

    /// <summary>Right among answers of the positive class.</summary>
    public double Precision => (double)TruePositives / Answered;

    /// <summary>Right among questions of the positive class.</summary>
    public double Recall => (double)TruePositives / Positives;

    /// <summary>2 TP / (2 TP + FP + what was missed): defined as soon as there is one positive truth or
    /// answer.</summary>
    public double F1 => 2.0 * TruePositives / (Answered + Positives);
}
