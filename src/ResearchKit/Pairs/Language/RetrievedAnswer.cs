using ResearchKit.Scenes;

namespace ResearchKit.Pairs.Language;

/// <summary>
/// The rejected answer of Re-Align (Xing et al. 2025, arXiv 2502.13146): what the preferred response says is masked
/// where it speaks of things, attributes and relations, and filled in again from a retrieved, similar image. What comes
/// out is true somewhere else: a plausible hallucination in the same sentences.
/// </summary>
public static class RetrievedAnswer
{
    /// <summary>The response, filled in from another scene; null if that says nothing else, or nothing false.</summary>
    /// <param name="scene">The scene that the response describes.</param>
    /// <param name="caption">The preferred response.</param>
    /// <param name="retrieved">The scene of the retrieved image.</param>
    /// <param name="random">Chooses among what would fit.</param>
    public static Caption? Rewrite(Scene scene, Caption caption, Scene retrieved, SeededRandom random)
    {
        var filled = caption;
        // Things first: what is then said of them must fit the new ones.
        foreach (var thing in caption.Sentences.SelectMany(s => s.Facts).OfType<ExistenceFact>().Distinct())
            if (!thing.IsTrueOf(retrieved) && FactEdits.IsEditable(thing, filled))
                filled =
                    Fill(filled, Sentence(filled, thing), thing,
                        Fitting(thing).Where(f => !filled.Sentences.Any(s => s.Facts.Contains(f))));
        for (var i = 0; i < filled.Sentences.Count; i++)
            foreach (var fact in filled.Sentences[i].Facts)
                if (fact is not ExistenceFact && !fact.IsTrueOf(retrieved) && FactEdits.IsEditable(fact, filled))
                    filled = Fill(filled, i, fact, Fitting(fact));
        return filled.Sentences.SelectMany(s => s.Facts).All(f => f.IsTrueOf(scene)) ? null : filled;

        // True of the retrieved image, false of this one.
        IEnumerable<Fact> Fitting(Fact fact) => FactEdits.Alternatives(fact, scene).Where(f => f.IsTrueOf(retrieved));

        Caption Fill(Caption text, int sentence, Fact fact, IEnumerable<Fact> fitting)
        {
            var ways = fitting.ToArray();
            return ways.Length == 0 ? text : FactEdits.Apply(text, sentence, fact, ways[random.Next(ways.Length)]);
        }
    }

    private static int Sentence(Caption caption, Fact fact) =>
        Enumerable.Range(0, caption.Sentences.Count).First(i => caption.Sentences[i].Facts.Contains(fact));
}
