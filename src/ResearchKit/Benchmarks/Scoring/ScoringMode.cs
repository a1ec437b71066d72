namespace ResearchKit.Benchmarks.Scoring;

/// <summary>How answers are read and numbers computed.</summary>
public enum ScoringMode
{
    /// <summary>As the benchmark's own script does, its quirks included, to the last printed digit.</summary>
    Official,

    /// <summary>
    /// By the formulas of the paper, without the script's quirks, and reading answers as a person would
    /// (<c>yes.</c> is a yes).
    /// </summary>
    Formula,
}
