using ResearchKit.Imaging;
using ResearchKit.Pairs.Vision;
using ResearchKit.Scenes;

namespace ResearchKit.Experiments.Pairs.Vision;

/// <summary>Whether stages that see pixels alone remove the object that stages which know the scene would
/// remove.</summary>
/// <remarks>
/// The oracle's score of a candidate is the sum over the sentences of the share of facts that still hold, and often
/// several candidates tie for the lowest: if the caption says how two objects lie to each other, removing either
/// contradicts as much. Then the oracle has no preference among them, and any of them counts as its choice; scenes with
/// one favorite are counted apart, and so is what chance would achieve. What the pixel stages removed
/// is not taken from their tag but looked up in the scene: it is the object whose visible pixels have the largest
/// intersection over union with the mask that was painted over. Objects of one category count as the same object,
/// because captions and tags name categories. No pair, or a mask that meets no object, is a disagreement.
/// </remarks>
/// <param name="Example">The scene.</param>
/// <param name="OracleChoices">The tags whose candidates tie for the oracle's lowest score.</param>
/// <param name="OracleTags">The tags of all the oracle's candidates.</param>
/// <param name="Pair">What the pixel stages built; null if they found nothing to remove.</param>
/// <param name="Removed">The category of the object that they removed, as a tag; null if none.</param>
public sealed record ChoiceAgreement(
    SceneExample Example, IReadOnlyList<string> OracleChoices, IReadOnlyList<string> OracleTags, VisionPair? Pair,
    string? Removed)
{
    /// <summary>Scores that differ by less are equal: they are sums of fractions such as 1/3.</summary>
    private const double Tie = 1e-9;

    /// <summary>Whether the object that was removed is one that the oracle would remove.</summary>
    public bool Agrees => Removed is not null && OracleChoices.Contains(Removed);

    /// <summary>Whether the oracle has exactly one favorite.</summary>
    public bool IsUnique => OracleChoices.Count == 1;

    /// <summary>How often a choice at random among the oracle's candidates would agree.</summary>
    public double Chance => (double)OracleChoices.Count / OracleTags.Count;

    /// <summary>Why they do not agree.</summary>
    public DisagreementCause Cause => Agrees ? DisagreementCause.None
        : Pair is null || !OracleChoices.Any(Pair.Tags.Contains) ? DisagreementCause.NotTagged
        : !Pair.Candidates.Any(c => OracleChoices.Contains(c.Tag)) ? DisagreementCause.NotFound
        : OracleChoices.Contains(Pair.Chosen.Tag) ? DisagreementCause.WrongObject
        : DisagreementCause.NotPreferred;

    /// <summary>Compares the choices on one scene.</summary>
    /// <param name="example">The scene.</param>
    /// <param name="pipeline">A pipeline that sees pixels alone.</param>
    public static ChoiceAgreement Of(SceneExample example, VisionPipeline pipeline)
    {
        var oracle = example.OraclePair().Candidates;
        var lowest = oracle.Min(c => c.Score);
        var pair = new VisionPairBuilder(pipeline).Build(example.Image, example.Sentences);
        return new(example, [.. oracle.Where(c => c.Score <= lowest + Tie).Select(c => c.Tag)],
            [.. oracle.Select(c => c.Tag)],
            pair, pair is null ? null : Tag(example, pair.Chosen.Mask));
    }

    private static string? Tag(SceneExample example, Mask mask)
    {
        var scene = example.Scene;
        var best = Enumerable.Range(0, scene.Objects.Count)
            .Select(i => (Object: i, Overlap: scene.VisibleMaskOf(i).IntersectionOverUnion(mask)))
            .MaxBy(o => o.Overlap);
        return best.Overlap > 0 ? scene.Objects[best.Object].Category.Noun() : null;
    }
}
