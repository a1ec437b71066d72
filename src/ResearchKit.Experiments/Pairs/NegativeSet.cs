using ResearchKit.Pairs.Language;

namespace ResearchKit.Experiments.Pairs;

/// <summary>Preferred responses and one kind of rejected ones, pair by pair.</summary>
/// <param name="Name">How the rejected ones were made.</param>
/// <param name="Chosen">The preferred responses.</param>
/// <param name="Rejected">The rejected ones, in the same order.</param>
public sealed record NegativeSet(string Name, IReadOnlyList<string> Chosen, IReadOnlyList<string> Rejected)
{
    /// <summary>Length of each rejected response minus that of its preferred one, in words.</summary>
    public IEnumerable<int> LengthDifferences() =>
        Chosen.Zip(Rejected, (c, r) => WordDistance.Length(r) - WordDistance.Length(c));

    /// <summary>Words that must change to get from each preferred response to its rejected one.</summary>
    public IEnumerable<int> EditDistances() => Chosen.Zip(Rejected, WordDistance.Edits);

    /// <summary>
    /// How often a classifier names a response preferred or rejected rightly that sees it alone, without image and
    /// question; cross-validated over pairs. 0.5 is chance.
    /// </summary>
    /// <param name="tokens">What it sees of a response; words if null.</param>
    public Measurement Shortcut(Func<string, IEnumerable<string>>? tokens = null) =>
        Proportion.Of(ShortcutDetector.CrossValidate(Chosen, Rejected, tokens: tokens).Accuracy, Chosen.Count);

    /// <summary>The same for a classifier that sees both responses of a pair side by side, as the loss of DPO
    /// does.</summary>
    /// <param name="tokens">What it sees of a response; words if null.</param>
    public Measurement PairShortcut(Func<string, IEnumerable<string>>? tokens = null) =>
        Proportion.Of(ShortcutDetector.CrossValidatePairs(Chosen, Rejected, tokens: tokens).Accuracy, Chosen.Count);
}
