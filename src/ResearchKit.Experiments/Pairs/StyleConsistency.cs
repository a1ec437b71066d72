using ResearchKit.Pairs.Language;
using ResearchKit.Scenes;

namespace ResearchKit.Experiments.Pairs;

/// <summary>HA-DPO's rewriting, measured: how well can style tell a description from its correction, before and
/// after?</summary>
public static class StyleConsistency
{
    /// <summary>
    /// Three sets of the same pairs: in two styles as they were written, in one style, and in one style with objects
    /// that the model invented left out on both sides, so that what remains differs in no length.
    /// </summary>
    /// <param name="first">Seed of the first scene.</param>
    /// <param name="count">Number of scenes; those whose description is flawless give no pair.</param>
    /// <param name="hallucination">The captioner's rate of hallucination, 0 to 1.</param>
    public static IReadOnlyList<NegativeSet> Sets(int first, int count, double hallucination = 0.15)
    {
        var pairs = Examples(first, count, hallucination);
        return
        [
            Set("two styles", p => p.Corrected, p => p.Said),
            Set("rewritten in one style", p => p.Chosen, p => p.Rejected),
            Set("the same, invented objects left out", p => p.Chosen, WithoutInvented),
        ];

        NegativeSet Set(string name, Func<StylePair, Caption> chosen, Func<StylePair, Caption> rejected) =>
            new(name, [.. pairs.Select(p => chosen(p).Text)], [.. pairs.Select(p => rejected(p).Text)]);
    }

    /// <summary>The pairs themselves: a wordy model, a clipped corrector, and plain sentences as the common
    /// style.</summary>
    /// <inheritdoc cref="Sets"/>
    public static IReadOnlyList<StylePair> Examples(int first, int count, double hallucination = 0.15)
    {
        var generator = new SceneGenerator(new());
        var model = new HallucinatingCaptioner(hallucination);
        return
        [
            .. Enumerable.Range(first, count)
                .Select(seed =>
                    StylePair.Build(generator.Generate(seed), model, WritingStyle.Wordy, WritingStyle.Clipped,
                        WritingStyle.Plain, new SeededRandom(seed))).OfType<StylePair>(),
        ];
    }

    // What the correction does not speak of at all was invented.
    private static Caption WithoutInvented(StylePair pair)
    {
        var real = pair.Chosen.Sentences.SelectMany(s => s.Facts).OfType<ExistenceFact>().ToHashSet();
        return new([.. pair.Rejected.Sentences.Where(s => s.Facts.OfType<ExistenceFact>().All(real.Contains))]);
    }
}
