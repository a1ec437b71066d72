using ResearchKit.Pairs.Vision;

namespace ResearchKit.Pairs.Building;

/// <summary>What became of one row or scene: a pair with everything that was tried for it, or the reason why there is
/// none.</summary>
/// <param name="Id">Names the pair, as the input does.</param>
/// <param name="Origin">What it was made from.</param>
public sealed record PairAttempt(string Id, PairOrigin Origin)
{
    /// <summary>The texts; the folder gives the images their names. Null if no pair could be built.</summary>
    public PreferencePair? Pair { get; init; }

    /// <summary>The images and how the rejected one was chosen; null if no pair could be built.</summary>
    public VisionPair? Vision { get; init; }

    /// <summary>The fit of each sentence to the original.</summary>
    public IReadOnlyList<double> OriginalScores { get; init; } = [];

    /// <summary>How the rejected response was made from the preferred one; null if it came with the row.</summary>
    public PairEdit? Edit { get; init; }

    /// <summary>Why there is no pair, in words that are the same for all of a kind; null if there is one.</summary>
    public string? Reason { get; init; }

    /// <summary>What is particular to this one, such as the error in a file.</summary>
    public string? Detail { get; init; }
}

/// <summary>What a pair was made from.</summary>
/// <param name="Row">Line or element of the file of responses, or number of the scene, from 1.</param>
/// <param name="Image">The image as the row names it; null for scenes.</param>
/// <param name="Sha256">Of the image's file; null if there is none.</param>
/// <param name="Seed">What the scene was drawn from; null for photographs.</param>
/// <param name="Embedded">Whether the image's file stands in the row itself.</param>
public sealed record PairOrigin(int Row, string? Image = null, string? Sha256 = null, int? Seed = null,
    bool Embedded = false);

/// <summary>One targeted error.</summary>
/// <param name="Type">Its kind, in small letters.</param>
/// <param name="Truth">The word that was exchanged.</param>
/// <param name="Error">The word that took its place.</param>
public sealed record PairEdit(string Type, string Truth, string Error);
