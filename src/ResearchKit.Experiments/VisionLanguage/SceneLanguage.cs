using ResearchKit.Datasets;
using ResearchKit.Scenes;

namespace ResearchKit.Experiments.VisionLanguage;

/// <summary>
/// The short English of the lab: captions of one sentence per thing, questions, and answers that give a reason. What is
/// written can be read back as facts, so that everything a model says can be judged.
/// </summary>
public static class SceneLanguage
{
    /// <summary>What asks for a caption.</summary>
    public const string Describe = "describe.";

    private static readonly Dictionary<string, Category> Nouns =
        HabitWorld.Categories.SelectMany(c => new[] { (c.Noun(), c), (c.Plural(), c) }).DistinctBy(n => n.Item1)
        .ToDictionary(n => n.Item1, n => n.c);

    private static readonly Dictionary<string, ObjectColor> Colors = HabitWorld.Colors.ToDictionary(c => c.Word());

    private static readonly Dictionary<string, RelationKind> Sides = new()
    {
        ["left"] = RelationKind.LeftOf, ["right"] = RelationKind.RightOf, ["above"] = RelationKind.Above,
        ["below"] = RelationKind.Below,
    };

    /// <summary>Every word there is, for the tokenizer.</summary>
    public static IEnumerable<string> Vocabulary { get; } =
    [
        Describe, "a an two one the is are there of no yes ? , .", .. Nouns.Keys, .. Colors.Keys, .. Sides.Keys,
    ];

    /// <summary>A sentence for every category from the top left on, then one for a relation.</summary>
    public static string Caption(Scene scene, SeededDraws draws)
    {
        var things = scene.Objects.Select(o => o.Category).Distinct().Select(c => Thing(scene, c)).ToList();
        if (Relations(scene) is { Count: > 0 } relations)
            things.Add(Say(relations[draws.Below(relations.Count)]) + ".");
        return string.Join(' ', things);
    }

    /// <summary>The sentence for a category that is there: its number and color.</summary>
    public static string Thing(Scene scene, Category category)
    {
        var count = scene.CountOf(category);
        var color = scene.Objects.First(o => o.Category == category).Color;
        return $"{Counted(count)} {color.Word()} {category.Noun(count)}.";
    }

    /// <summary>Relations between categories that occur once, the first of the lab's categories first.</summary>
    public static IReadOnlyList<RelationFact> Relations(Scene scene) => [.. ResearchKit.Scenes.Relations.Of(scene)
        .Select(r => new RelationFact(scene.Objects[r.Subject].Category, r.Kind, scene.Objects[r.Object].Category))
        .Where(f => Rank(f.Subject) < Rank(f.Object) && scene.CountOf(f.Subject) == 1 && scene.CountOf(f.Object) == 1)];

    /// <summary>The question whether a fact holds.</summary>
    public static string Ask(Fact fact) => fact switch
    {
        ExistenceFact f => $"is there {Words.A(f.Category.Noun())}?",
        CountFact { Count: 1 } f => $"is there one {f.Category.Noun()}?",
        CountFact f => $"are there two {f.Category.Plural()}?",
        ColorFact f => $"is the {f.Category.Noun()} {f.Color.Word()}?",
        RelationFact f => $"is the {f.Subject.Noun()} {Side(f.Kind)} the {f.Object.Noun()}?",
        _ => throw new ArgumentException($"the lab has no question for {fact}", nameof(fact)),
    };

    /// <summary>The answer of someone who takes the scene for true, with what is so instead.</summary>
    public static string Answer(Fact fact, Scene scene)
    {
        if (fact.IsTrueOf(scene)) return $"yes, {Say(fact)}.";
        var item = fact switch
        {
            ColorFact f => scene.Objects.FirstOrDefault(o => o.Category == f.Category),
            CountFact f => scene.Objects.FirstOrDefault(o => o.Category == f.Category),
            _ => null,
        };
        var truth = fact switch
        {
            ColorFact f when item is not null => Say(f with { Color = item.Color }),
            CountFact f when item is not null => Say(f with { Count = scene.CountOf(f.Category) }),
            RelationFact f when scene.CountOf(f.Subject) > 0 && scene.CountOf(f.Object) > 0 =>
                Say(f with { Kind = f.Kind.Opposite()!.Value }),
            _ => $"there is no {Named(fact).Noun()}",
        };
        return $"no, {truth}.";
    }

    /// <summary>What a text says, sentence by sentence; null for a sentence that is none of the lab's.</summary>
    public static IReadOnlyList<CaptionSentence?> Read(string text) =>
        [.. text.Split('.', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Sentence)];

    /// <summary>The thing that a fact is about.</summary>
    public static Category Named(Fact fact) => fact switch
    {
        ExistenceFact f => f.Category,
        CountFact f => f.Category,
        ColorFact f => f.Category,
        RelationFact f => f.Subject,
        _ => throw new ArgumentException($"the lab has no word for {fact}", nameof(fact)),
    };

    private static CaptionSentence? Sentence(string text)
    {
        var words = text.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries);
        if (words is ["yes" or "no", .. var rest]) words = rest;
        Fact[]? facts = words switch
        {
            [var count, var color, var noun] when Number(count) is { } n && Colors.TryGetValue(color, out var c)
                && Nouns.TryGetValue(noun, out var k) => [new ExistenceFact(k), new CountFact(k, n),
                    new ColorFact(k, c)],
            ["the", var a, "is", "left" or "right", "of", "the", var b] when Nouns.ContainsKey(a)
                && Nouns.ContainsKey(b) => [new RelationFact(Nouns[a], Sides[words[3]], Nouns[b])],
            ["the", var a, "is", "above" or "below", "the", var b] when Nouns.ContainsKey(a)
                && Nouns.ContainsKey(b) => [new RelationFact(Nouns[a], Sides[words[3]], Nouns[b])],
            ["the", var noun, "is", var color] when Nouns.TryGetValue(noun, out var k)
                && Colors.TryGetValue(color, out var c) => [new ColorFact(k, c)],
            ["there", "is", "a" or "an", var noun] when Nouns.TryGetValue(noun, out var k) => [new ExistenceFact(k)],
            ["there", "is", "no", var noun] when Nouns.TryGetValue(noun, out var k) => [new CountFact(k, 0)],
            ["there", "is" or "are", "one" or "two", var noun] when Nouns.TryGetValue(noun, out var k) =>
                [new CountFact(k, words[2] == "one" ? 1 : 2)],
            _ => null,
        };
        return facts is null ? null : new(text + ".", facts);
    }

    internal static string Say(Fact fact) => fact switch
    {
        ExistenceFact f => $"there is {Words.A(f.Category.Noun())}",
        CountFact { Count: 1 } f => $"there is one {f.Category.Noun()}",
        CountFact f => $"there are two {f.Category.Plural()}",
        ColorFact f => $"the {f.Category.Noun()} is {f.Color.Word()}",
        RelationFact f => $"the {f.Subject.Noun()} is {Side(f.Kind)} the {f.Object.Noun()}",
        _ => throw new ArgumentException($"the lab has no words for {fact}", nameof(fact)),
    };

    private static string Side(RelationKind kind) => kind switch
    {
        RelationKind.LeftOf => "left of",
        RelationKind.RightOf => "right of",
        _ => kind.Word(),
    };

    private static string Counted(int count) => count == 1 ? "a" : "two";

    private static int? Number(string word) => word switch { "a" => 1, "two" => 2, _ => null };

    private static int Rank(Category category) => HabitWorld.Categories.Index(category);
}
