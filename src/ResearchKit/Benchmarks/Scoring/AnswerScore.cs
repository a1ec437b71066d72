namespace ResearchKit.Benchmarks.Scoring;

/// <summary>How an answer was taken.</summary>
public enum AnswerStatus
{
    /// <summary>Read and scored.</summary>
    Scored,

    /// <summary>Scored, but what it says is none of the possible answers: neither yes nor no, no rating.</summary>
    Neither,

    /// <summary>No id, no text, a wrong type, or a field that only another benchmark's files have.</summary>
    Unreadable,

    /// <summary>The id is in no annotation.</summary>
    Unknown,
}

/// <summary>What came of an answer besides its counts.</summary>
/// <param name="Status">How it was taken; only <see cref="AnswerStatus.Scored"/> and <see cref="AnswerStatus.Neither"/>
/// count.</param>
/// <param name="Id">The item's id as the file writes it; null if it has none.</param>
/// <param name="Item">The item's number; an item that was answered before is a duplicate. Negative: never a
/// duplicate.</param>
/// <param name="Cluster">The unit that is resampled, such as the image.</param>
/// <param name="Part">Index of the part that the item belongs to.</param>
/// <param name="Correct">Whether the answer was right (for a description: free of hallucination); null if that has no
/// meaning.</param>
/// <param name="Length">Words of the answer.</param>
/// <param name="Problem">What is wrong with it, for the report; null if nothing is.</param>
public readonly record struct AnswerScore(
    AnswerStatus Status, string? Id = null, long Item = -1, long Cluster = 0, int Part = 0, bool? Correct = null,
    int Length = 0, string? Problem = null)
{
    /// <summary>An answer that does not count, and why.</summary>
    public static AnswerScore Unreadable(string problem, string? id = null) =>
        new(AnswerStatus.Unreadable, id, Problem: problem);

    /// <summary>An answer to nothing that was asked.</summary>
    public static AnswerScore Unknown(string id) =>
        new(AnswerStatus.Unknown, id, Problem: "no annotation has this id");
}
