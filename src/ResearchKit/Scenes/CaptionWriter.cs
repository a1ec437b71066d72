namespace ResearchKit.Scenes;

/// <summary>A sentence and what it says. It stands on its own: no pronoun points to another sentence.</summary>
/// <param name="Text">The sentence with its full stop.</param>
/// <param name="Facts">Every fact that it states.</param>
public sealed record CaptionSentence(string Text, IReadOnlyList<Fact> Facts);

/// <summary>A description of a scene.</summary>
/// <param name="Sentences">Its sentences in order.</param>
public sealed record Caption(IReadOnlyList<CaptionSentence> Sentences)
{
    /// <summary>The sentences as one text.</summary>
    public string Text => string.Join(' ', Sentences.Select(s => s.Text));
}

/// <summary>Describes scenes truthfully, in varied words, in several sentences.</summary>
public static class CaptionWriter
{
    /// <summary>
    /// A description that names every category: where the scene is, what is in it, and up to
    /// <paramref name="relations"/> relations between objects of different categories.
    /// </summary>
    /// <param name="scene">The scene.</param>
    /// <param name="random">Chooses words and what is said.</param>
    /// <param name="relations">Most relations to state.</param>
    public static Caption Write(Scene scene, SeededRandom random, int relations = 2)
    {
        var sentences = new List<CaptionSentence> { Place(scene, random) };
        foreach (var group in scene.Objects.GroupBy(o => o.Category)) sentences.Add(Describe([.. group], random));
        // Only between categories that occur once is it clear which object is meant.
        var stated = Relations.Of(scene).Where(r => Once(r.Subject) && Once(r.Object)).ToArray();
        random.Shuffle(stated);
        var pairs = new HashSet<(int, int)>();
        foreach (var r in stated.OrderByDescending(r => r.Kind is RelationKind.On or RelationKind.Inside))
        {
            if (pairs.Count == relations) break;
            if (pairs.Add((Math.Min(r.Subject, r.Object), Math.Max(r.Subject, r.Object))))
                sentences.Add(Relate(scene, r, random));
        }
        return new(sentences);

        bool Once(int index) => scene.CountOf(scene.Objects[index].Category) == 1;
    }

    private static CaptionSentence Place(Scene scene, SeededRandom random) => new(
        Choose(random, "The picture was drawn", "The scene takes place", "Everything here is") +
        $" {scene.Background.Word()}.",
        [new PlaceFact(scene.Background)]);

    /// <summary>A sentence that says what objects there are, how many, and what they look like.</summary>
    /// <param name="items">All objects of one category.</param>
    /// <param name="random">Chooses words and what is said.</param>
    public static CaptionSentence Describe(IReadOnlyList<SceneObject> items, SeededRandom random)
    {
        var category = items[0].Category;
        var facts = new List<Fact> { new ExistenceFact(category) };
        var first = items[0];
        if (items.Count > 1)
        {
            facts.Add(new CountFact(category, items.Count));
            var number = Words.Number(items.Count);
            var color = "";
            if (items.All(o => o.Color == first.Color))
            {
                facts.Add(new ColorFact(category, first.Color));
                color = first.Color.Word() + " ";
            }
            return new(Choose(random,
                $"There are {number} {color}{category.Plural()}.",
                $"The picture shows {number} {color}{category.Plural()}.",
                $"One can count {number} {color}{category.Plural()}."), facts);
        }
        facts.Add(new ColorFact(category, first.Color));
        var phrase = $"{first.Color.Word()} {category.Noun()}";
        if (first.Pattern != Pattern.Plain)
        {
            facts.Add(new PatternFact(category, first.Pattern));
            phrase = $"{first.Pattern.Word()} {phrase}";
        }
        if (random.Next(2) == 0)
        {
            facts.Add(new SizeFact(category, first.Size));
            phrase = $"{first.Size.Word()} {phrase}";
        }
        var state = "";
        if (first.State != ObjectState.None)
        {
            facts.Add(new StateFact(category, first.State));
            state = $" that is {first.State.Word()}";
        }
        phrase = Words.A(phrase) + state;
        return new(Choose(random, $"There is {phrase}.", $"The picture shows {phrase}.", $"One can see {phrase}."),
            facts);
    }

    private static CaptionSentence Relate(Scene scene, Relation r, SeededRandom random)
    {
        Category subject = scene.Objects[r.Subject].Category, other = scene.Objects[r.Object].Category;
        var verb = r.Kind switch
        {
            RelationKind.On => Choose(random, "stands", "is"),
            RelationKind.Inside => Choose(random, "lies", "is"),
            _ => "is",
        };
        return new($"The {subject.Noun()} {verb} {r.Kind.Word()} the {other.Noun()}.",
            [new RelationFact(subject, r.Kind, other)]);
    }

    private static string Choose(SeededRandom random, params ReadOnlySpan<string> ways) =>
        ways[random.Next(ways.Length)];
}
