namespace ResearchKit.Scenes;

/// <summary>Compares what is in a scene, truthfully: which is larger, of which there are more.</summary>
public static class ComparisonWriter
{
    /// <summary>
    /// Up to <paramref name="most"/> sentences. Each compares two categories, in either direction; no category is
    /// compared twice, so that no sentence follows from or contradicts another. Empty if everything is alike.
    /// </summary>
    /// <param name="scene">The scene.</param>
    /// <param name="random">Chooses what is compared, the direction and the words.</param>
    /// <param name="most">Most sentences.</param>
    public static IReadOnlyList<CaptionSentence> Write(Scene scene, SeededRandom random, int most = 2)
    {
        var facts = All(scene);
        random.Shuffle(facts);
        var compared = new HashSet<Category>();
        var sentences = new List<CaptionSentence>();
        foreach (var fact in facts)
        {
            if (sentences.Count == most) break;
            if (compared.Contains(fact.Subject) || compared.Contains(fact.Object)) continue;
            compared.Add(fact.Subject);
            compared.Add(fact.Object);
            sentences.Add(new(Say(fact, random), [fact]));
        }
        return sentences;
    }

    // Every true comparison in both directions: neither word says by itself which answer is right.
    private static ComparisonFact[] All(Scene scene)
    {
        var categories = scene.Objects.Select(o => o.Category).Distinct().ToArray();
        return
        [
            .. from a in categories from b in categories where a != b
               from kind in Enum.GetValues<ComparisonKind>()
               // "The cup" must mean one thing; numbers can be compared for any.
               where kind is ComparisonKind.More or ComparisonKind.Fewer
               || (scene.CountOf(a) == 1 && scene.CountOf(b) == 1)
               select new ComparisonFact(a, kind, b) into fact where fact.IsTrueOf(scene) select fact,
        ];
    }

    private static string Say(ComparisonFact fact, SeededRandom random)
    {
        var word = fact.Kind.Word();
        string[] ways = fact.Kind is ComparisonKind.Larger or ComparisonKind.Smaller
            ? [$"The {fact.Subject.Noun()} is {word} than the {fact.Object.Noun()}.",
                $"The {fact.Subject.Noun()} looks {word} than the {fact.Object.Noun()}."]
            : [$"There are {word} {fact.Subject.Plural()} than {fact.Object.Plural()}.",
                $"One can count {word} {fact.Subject.Plural()} than {fact.Object.Plural()}."];
        return ways[random.Next(ways.Length)];
    }
}
