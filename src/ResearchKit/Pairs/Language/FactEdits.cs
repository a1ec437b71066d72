using System.Text.RegularExpressions;
using ResearchKit.Scenes;

namespace ResearchKit.Pairs.Language;

/// <summary>How single facts can be falsified, and the sentences that state them reworded.</summary>
internal static class FactEdits
{
    private static readonly Category[] Categories = Enum.GetValues<Category>();

    /// <summary>The kind of error that changing this fact makes; null if it cannot be changed.</summary>
    public static EditType? TypeOf(Fact fact) => fact switch
    {
        ColorFact => EditType.Color,
        CountFact => EditType.Count,
        SizeFact => EditType.Size,
        RelationFact r when r.Kind.Opposite() is not null => EditType.Relation,
        ExistenceFact => EditType.Existence,
        StateFact or PatternFact => EditType.Attribute,
        ComparisonFact => EditType.Comparison,
        ReasoningFact => EditType.Reasoning,
        _ => null,
    };

    /// <summary>The word that carries the fact; of a step of reasoning, the conclusion's.</summary>
    public static string Word(Fact fact) => fact switch
    {
        ColorFact f => f.Color.Word(),
        CountFact f => Words.Number(f.Count),
        SizeFact f => f.Size.Word(),
        RelationFact f => f.Kind.Word(),
        ExistenceFact f => f.Category.Noun(),
        StateFact f => f.State.Word(),
        PatternFact f => f.Pattern.Word(),
        ComparisonFact f => f.Kind.Word(),
        ConsequenceFact f => f.State.Consequence(),
        RestFact f => Words.Number(f.Count),
        ReasoningFact f => Word(f.Conclusion),
        _ => throw new ArgumentException($"{fact} has no word of its own", nameof(fact)),
    };

    /// <summary>Whether the fact can be edited without making nonsense of other sentences.</summary>
    public static bool IsEditable(Fact fact, Caption caption) => TypeOf(fact) is { } type
        // What others stand on or lie in stays: nothing lies inside a ball.
        && !(type == EditType.Existence && caption.Sentences.SelectMany(s => s.Facts).Any(f =>
            f is RelationFact { Kind: RelationKind.On or RelationKind.Inside } r
            && r.Object == ((ExistenceFact)fact).Category));

    /// <summary>
    /// Where the word stands, as far as it matters for how many words an edit exchanges: a category that three
    /// sentences name takes three words with it, and a plural is another word than a singular.
    /// </summary>
    public static string Context(Fact fact, Caption caption)
    {
        if (fact is not ExistenceFact existence) return "";
        var named = caption.Sentences.Count(s => s.Facts.Any(f => Names(f, existence.Category)));
        var several = caption.Sentences.SelectMany(s => s.Facts).OfType<CountFact>()
            .Any(f => f.Category == existence.Category && f.Count > 1);
        return FormattableString.Invariant($"{named} {(several ? "plural" : "singular")}");
    }

    /// <summary>What could stand in its place: never the fact itself, nothing true of the scene.</summary>
    public static IReadOnlyList<Fact> Alternatives(Fact fact, Scene scene) =>
        [.. Others(fact).Where(f => f != fact && !f.IsTrueOf(scene))];

    /// <summary>Every value of the fact's kind, its own among them.</summary>
    private static IEnumerable<Fact> Others(Fact fact) => fact switch
    {
        ColorFact f => Enum.GetValues<ObjectColor>().Select(c => f with { Color = c }),
        CountFact f => Enumerable.Range(2, 3).Select(n => f with { Count = n }),
        SizeFact f => Enum.GetValues<ObjectSize>().Select(s => f with { Size = s }),
        RelationFact f => [f with { Kind = f.Kind.Opposite()!.Value }],
        // States belong to categories: only one with the same states can take the place.
        ExistenceFact f =>
            Categories.Where(c => Attributes.StatesOf(c).SequenceEqual(Attributes.StatesOf(f.Category)))
            .Select(c => new ExistenceFact(c)),
        StateFact f => Attributes.StatesOf(f.Category).Select(s => f with { State = s }),
        PatternFact f => new[] { Pattern.Striped, Pattern.Dotted }.Select(p => f with { Pattern = p }),
        ComparisonFact f => [f with { Kind = f.Kind.Opposite() }],
        ConsequenceFact f => Attributes.StatesOf(f.Category).Select(s => f with { State = s }),
        RestFact f => Enumerable.Range(2, 4).Select(n => f with { Count = n }),
        ReasoningFact f => Others(f.Conclusion).Select(c => f with { Conclusion = c }),
        _ => [],
    };

    /// <summary>The description with one fact exchanged in the sentence that states it; a category in all of
    /// them.</summary>
    public static Caption Apply(Caption caption, int sentence, Fact truth, Fact error)
    {
        if (truth is ExistenceFact gone && error is ExistenceFact come)
            return new([.. caption.Sentences.Select(s => Rename(s, gone.Category, come.Category))]);
        var edited = caption.Sentences[sentence];
        // Premises stay as they are.
        var from = truth is ReasoningFact ? ReasoningWriter.ConclusionOf(edited.Text) : 0;
        var text = edited.Text[..from] + Reword(edited.Text[from..], Word(truth), Word(error));
        edited = new(text, [.. edited.Facts.Select(f => f == truth ? error : f)]);
        return new([.. caption.Sentences.Select((s, i) => i == sentence ? edited : s)]);
    }

    private static bool Names(Fact fact, Category category) => fact switch
    {
        ExistenceFact e => e.Category == category,
        RelationFact e => e.Subject == category || e.Object == category,
        _ => false,
    };

    private static CaptionSentence Rename(CaptionSentence sentence, Category from, Category to)
    {
        var facts = sentence.Facts.Select(f => f switch
        {
            ExistenceFact e when e.Category == from => e with { Category = to },
            CountFact e when e.Category == from => e with { Category = to },
            ColorFact e when e.Category == from => e with { Category = to },
            SizeFact e when e.Category == from => e with { Category = to },
            PatternFact e when e.Category == from => e with { Category = to },
            StateFact e when e.Category == from => e with { Category = to },
            RelationFact e =>
                e with { Subject = e.Subject == from ? to : e.Subject, Object = e.Object == from ? to : e.Object },
            _ => f,
        }).ToArray();
        if (facts.SequenceEqual(sentence.Facts)) return sentence;
        var count = sentence.Facts.OfType<CountFact>().FirstOrDefault()?.Count ?? 1;
        return new(Reword(sentence.Text, from.Noun(count), to.Noun(count)), facts);
    }

    private static string Reword(string text, string from, string to)
    {
        var changed = Regex.Replace(text, $@"\b{from}\b", to);
        return Regex.Replace(changed, @"\ban? (?=(\w+))", m => Words.A(m.Groups[1].Value)[..^m.Groups[1].Length]);
    }
}
