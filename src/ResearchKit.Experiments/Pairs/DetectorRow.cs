using ResearchKit.Pairs.Language;

namespace ResearchKit.Experiments.Pairs;

/// <summary>What shortcut detectors find in one kind of negatives; cross-validated over pairs, with Wilson's
/// intervals.</summary>
/// <param name="Name">The kind of negatives.</param>
/// <param name="Pairs">Number of pairs.</param>
/// <param name="Alone">Accuracy of naming a response preferred or rejected that is seen alone, by its words.</param>
/// <param name="SideBySide">Accuracy of naming the rejected one of two that are seen side by side, by their
/// words.</param>
/// <param name="Style">As <paramref name="Alone"/>, by style: content words replaced by their classes.</param>
public sealed record DetectorRow(string Name, int Pairs, Measurement Alone, Measurement SideBySide, Measurement Style)
{
    /// <summary>The rows of some sets, in their order, computed on as many threads as tensors may use.</summary>
    public static IReadOnlyList<DetectorRow> Of(IReadOnlyList<NegativeSet> sets) => SeedSweep.Run(
        sets, s =>
            new DetectorRow(s.Name, s.Chosen.Count, s.Shortcut(), s.PairShortcut(), s.Shortcut(SceneVocabulary.Style)));
}
