using ResearchKit.Scenes;

namespace ResearchKit.Pairs.Language;

/// <summary>
/// A way of writing: the same facts sound different in different styles. HA-DPO (Zhao et al. 2023, arXiv 2311.16839)
/// rewrites both sides of a pair in one style, so that style does not tell them apart.
/// </summary>
/// <param name="Name">Names the style.</param>
/// <param name="Places">Sentences for where the scene is; <c>{0}</c> is the place with its preposition.</param>
/// <param name="Things">For one thing; <c>{0}</c> is the thing with its article and state.</param>
/// <param name="Several">For several; <c>{0}</c> is their number, color and noun.</param>
/// <param name="State">What joins a thing to its state; <c>{0}</c> is the state.</param>
/// <param name="Relations">For two things; <c>{0}</c> and <c>{2}</c> are nouns, <c>{1}</c> is what lies between
/// them.</param>
public sealed record WritingStyle(
    string Name, IReadOnlyList<string> Places, IReadOnlyList<string> Things, IReadOnlyList<string> Several,
    string State, IReadOnlyList<string> Relations)
{
    /// <summary>A chat model's: long-winded.</summary>
    public static WritingStyle Wordy { get; } = new("wordy",
        ["The image captures a scene that is set {0}.",
            "Overall, the atmosphere of the image suggests that everything happens {0}."],
        ["In the image, we can clearly observe {0}.",
            "The image features {0}, which draws the attention of the viewer.", "Additionally, {0} can be noticed."],
        ["In the image, we can clearly observe {0}.",
            "The image features {0}, which draw the attention of the viewer."],
        " that appears to be {0}",
        ["The {0} is positioned {1} the {2}.", "Moreover, the {0} can be found {1} the {2}."]);

    /// <summary>An annotator's: notes without verbs.</summary>
    public static WritingStyle Clipped { get; } = new("clipped",
        ["Scene {0}.", "Setting: {0}."], ["{0}.", "Visible: {0}."], ["{0}.", "Visible: {0}."], " ({0})",
            ["{0} {1} {2}.", "Position: {0} {1} {2}."]);

    /// <summary>Short whole sentences.</summary>
    public static WritingStyle Plain { get; } = new("plain",
        ["The scene takes place {0}.", "Everything here is {0}."], ["There is {0}.", "The picture shows {0}."],
        ["There are {0}.", "The picture shows {0}."], " that is {0}", ["The {0} is {1} the {2}."]);

    /// <summary>The description in this style, sentence by sentence, with the same facts.</summary>
    /// <param name="caption">A description.</param>
    /// <param name="random">Chooses among the style's ways.</param>
    /// <exception cref="ArgumentException">A sentence states what descriptions do not: a comparison, a
    /// conclusion.</exception>
    public Caption Rewrite(Caption caption, SeededRandom random) =>
        new([.. caption.Sentences.Select(s => new CaptionSentence(Say(s, random), s.Facts))]);

    private string Say(CaptionSentence sentence, SeededRandom random)
    {
        var facts = sentence.Facts;
        var text = facts[0] switch
        {
            PlaceFact f => string.Format(Choose(Places, random), f.Background.Word()),
            RelationFact f =>
                string.Format(Choose(Relations, random), f.Subject.Noun(), f.Kind.Word(), f.Object.Noun()),
            ExistenceFact f when facts.OfType<CountFact>().FirstOrDefault() is { } n => string.Format(
                Choose(Several, random), $"{Words.Number(n.Count)} {Adjectives(facts)}{f.Category.Noun(n.Count)}"),
            ExistenceFact f =>
                string.Format(Choose(Things, random), Words.A(Adjectives(facts) + f.Category.Noun()) + StateOf(facts)),
            var f => throw new ArgumentException($"the style '{Name}' has no way to say {f}", nameof(sentence)),
        };
        return char.ToUpperInvariant(text[0]) + text[1..];
    }

    private static string Adjectives(IReadOnlyList<Fact> facts) => string.Concat(
        facts.OfType<SizeFact>().Select(f => f.Size.Word() + " ")
        .Concat(facts.OfType<PatternFact>().Select(f => f.Pattern.Word() + " "))
            .Concat(facts.OfType<ColorFact>().Select(f => f.Color.Word() + " ")));

    private string StateOf(IReadOnlyList<Fact> facts) =>
        facts.OfType<StateFact>().FirstOrDefault() is { } state ? string.Format(State, state.State.Word()) : "";

    private static string Choose(IReadOnlyList<string> ways, SeededRandom random) => ways[random.Next(ways.Count)];
}
