using ResearchKit.Scenes;

namespace ResearchKit.Pairs.Language;

/// <summary>
/// Writes hallucinations into preferred responses, as POVID does (Zhou et al. 2024, arXiv 2402.11411) with prompts to a
/// language model. What the response says of the image stays, as far as the hallucination leaves it; unlike an edit of
/// <see cref="CaptionEditor"/> it may add a sentence.
/// </summary>
public static class HallucinationInjector
{
    private static readonly EditType[] AttributeTypes = [EditType.Color, EditType.Attribute, EditType.Size];

    /// <summary>A hallucination of any kind, tried in an order drawn anew each time; null if none fits.</summary>
    public static Injection? Inject(Scene scene, Caption caption, SeededRandom random)
    {
        var kinds = Enum.GetValues<InjectionKind>();
        random.Shuffle(kinds);
        return kinds.Select(kind => Inject(scene, caption, kind, random)).FirstOrDefault(i => i is not null);
    }

    /// <summary>A hallucination of one kind; null if none fits.</summary>
    /// <param name="scene">The scene, of which the hallucination is false.</param>
    /// <param name="caption">The preferred response.</param>
    /// <param name="kind">Which of the three.</param>
    /// <param name="random">Draws what is hallucinated.</param>
    public static Injection? Inject(Scene scene, Caption caption, InjectionKind kind, SeededRandom random) =>
        kind switch
        {
            InjectionKind.CoOccurrence => AddCoOccurringCategory(scene, caption, random),
            InjectionKind.Relation => Turn(scene, caption, random) ?? AddRelation(scene, caption, random),
            _ => ChangeAttribute(scene, caption, random),
        };

    /// <summary>A sentence that describes the absent category that co-occurs with what another sentence names; null if
    /// all are there.</summary>
    internal static CaptionSentence? CoOccurringCategory(Scene scene, CaptionSentence sentence, SeededRandom random)
    {
        if (sentence.Facts.OfType<ExistenceFact>().FirstOrDefault() is not { } named) return null;
        var absent = CoOccurrence.CoOccurringCategoryOf(named.Category);
        if (scene.CountOf(absent) > 0) return null;
        var states = Attributes.StatesOf(absent);
        var invented = new SceneObject(
            absent, (ObjectColor)random.Next(Enum.GetValues<ObjectColor>().Length), (ObjectSize)random.Next(2),
            Pattern.Plain,
            states.Count > 0 ? states[random.Next(states.Count)] : ObjectState.None, default);
        return CaptionWriter.Describe([invented], random);
    }

    private static Injection? AddCoOccurringCategory(Scene scene, Caption caption, SeededRandom random)
    {
        var places = Enumerable.Range(0, caption.Sentences.Count).ToArray();
        random.Shuffle(places);
        foreach (var at in places)
            if (CoOccurringCategory(scene, caption.Sentences[at], random) is { } hallucination)
                return new(InjectionKind.CoOccurrence, hallucination.Facts[0], Insert(caption, at + 1, hallucination));
        return null;
    }

    // A stated relation becomes its opposite.
    private static Injection? Turn(Scene scene, Caption caption, SeededRandom random) =>
        CaptionEditor.Uniform.Edit(scene, caption, EditType.Relation, random) is { } edit
        ? new(InjectionKind.Relation, edit.Error, edit.Rejected) : null;

    private static Injection? AddRelation(Scene scene, Caption caption, SeededRandom random)
    {
        var named = caption.Sentences.SelectMany(s => s.Facts).OfType<ExistenceFact>().Select(f => f.Category)
            .Where(c => scene.CountOf(c) == 1).Distinct().ToArray();
        var wrong = (from a in named
                     from b in named
                     where a != b
                     from kind in Enum.GetValues<RelationKind>()
                     where kind.Opposite() is not null
                     select new RelationFact(a, kind, b) into fact
                     where !fact.IsTrueOf(scene)
                     select fact).ToArray();
        if (wrong.Length == 0) return null;
        var chosen = wrong[random.Next(wrong.Length)];
        var sentence =
            new CaptionSentence($"The {chosen.Subject.Noun()} is {chosen.Kind.Word()} the {chosen.Object.Noun()}.",
                [chosen]);
        return new(InjectionKind.Relation, chosen, Insert(caption, caption.Sentences.Count, sentence));
    }

    private static Injection? ChangeAttribute(Scene scene, Caption caption, SeededRandom random)
    {
        var types = (EditType[])AttributeTypes.Clone();
        random.Shuffle(types);
        var edit = types.Select(t => CaptionEditor.Uniform.Edit(scene, caption, t, random))
            .FirstOrDefault(e => e is not null);
        return edit is null ? null : new(InjectionKind.Attribute, edit.Error, edit.Rejected);
    }

    private static Caption Insert(Caption caption, int at, CaptionSentence sentence) =>
        new([.. caption.Sentences.Take(at), sentence, .. caption.Sentences.Skip(at)]);
}
