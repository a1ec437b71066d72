namespace ResearchKit.Scenes;

/// <summary>The English of scenes: nouns, adjectives, prepositions.</summary>
public static class Words
{
    private static readonly string[] Numbers =
        ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

    /// <summary>The noun in the singular.</summary>
    public static string Noun(this Category category) => category.ToString().ToLowerInvariant();

    /// <summary>The noun in the plural.</summary>
    public static string Plural(this Category category) => category == Category.Fish ? "fish" : category.Noun() + "s";

    /// <summary>The noun in the number that <paramref name="count"/> asks for.</summary>
    public static string Noun(this Category category, int count) => count == 1 ? category.Noun() : category.Plural();

    /// <summary>The number as a word up to nine, as digits beyond.</summary>
    public static string Number(int count) =>
        count < Numbers.Length ? Numbers[count] : FormattableString.Invariant($"{count}");

    /// <summary>The color's name.</summary>
    public static string Word(this ObjectColor color) => color.ToString().ToLowerInvariant();

    /// <summary>The size's name.</summary>
    public static string Word(this ObjectSize size) => size.ToString().ToLowerInvariant();

    /// <summary>The pattern's name.</summary>
    public static string Word(this Pattern pattern) => pattern.ToString().ToLowerInvariant();

    /// <summary>The state as it follows "is": <c>flying</c>, <c>in bud</c>.</summary>
    public static string Word(this ObjectState state) =>
        state == ObjectState.InBud ? "in bud" : state.ToString().ToLowerInvariant();

    /// <summary>The relation as it stands between two nouns: <c>to the left of</c>.</summary>
    public static string Word(this RelationKind kind) => kind switch
    {
        RelationKind.LeftOf => "to the left of",
        RelationKind.RightOf => "to the right of",
        RelationKind.Above => "above",
        RelationKind.Below => "below",
        RelationKind.On => "on",
        _ => "inside",
    };

    /// <summary>The place with its preposition: <c>on a beach</c>.</summary>
    public static string Word(this Background background) => background switch
    {
        Background.Meadow => "in a meadow",
        Background.Beach => "on a beach",
        Background.Sea => "at sea",
        Background.Room => "in a room",
        Background.Night => "at night",
        _ => "in a street",
    };

    /// <summary>The comparison as it stands before "than": <c>larger</c>, <c>more</c>.</summary>
    public static string Word(this ComparisonKind kind) => kind.ToString().ToLowerInvariant();

    /// <summary>What follows from the state, as it ends a sentence about the object: opposite states take equally many
    /// words.</summary>
    /// <exception cref="ArgumentException">Nothing follows from <see cref="ObjectState.None"/>.</exception>
    public static string Consequence(this ObjectState state) => state switch
    {
        ObjectState.Full => "it holds something",
        ObjectState.Empty => "it holds nothing",
        ObjectState.Sailing => "it is moving",
        ObjectState.Anchored => "it is resting",
        ObjectState.Flying => "it is off the ground",
        ObjectState.Standing => "it is on the ground",
        ObjectState.Awake => "its eyes are open",
        ObjectState.Asleep => "its eyes are closed",
        ObjectState.Blooming => "its petals are visible",
        ObjectState.InBud => "its petals are hidden",
        ObjectState.Open => "it is spread out",
        ObjectState.Closed => "it is folded up",
        ObjectState.Lit => "it gives some light",
        ObjectState.Dark => "it gives no light",
        _ => throw new ArgumentException($"nothing follows from the state {state}", nameof(state)),
    };

    /// <summary>The phrase with its indefinite article.</summary>
    public static string A(string phrase) => (phrase[0] is 'a' or 'e' or 'i' or 'o' or 'u' ? "an " : "a ") + phrase;
}
