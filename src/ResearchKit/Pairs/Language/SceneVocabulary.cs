using ResearchKit.Scenes;

namespace ResearchKit.Pairs.Language;

/// <summary>The content words of scenes and their classes: everything else in a response about a scene is
/// style.</summary>
public static class SceneVocabulary
{
    /// <summary>The class of every content word: noun, color, size, pattern, state, number, relation, comparison,
    /// place.</summary>
    public static IReadOnlyDictionary<string, string> Classes { get; } = Build();

    /// <summary>The style of a response about a scene: <see cref="Tokens.Style"/> with these classes.</summary>
    public static IEnumerable<string> Style(string text) => Tokens.Style(text, Classes);

    private static Dictionary<string, string> Build()
    {
        var classes = new Dictionary<string, string>();
        foreach (var category in Enum.GetValues<Category>())
        {
            Add(category.Noun(), "NOUN");
            Add(category.Plural(), "NOUN");
        }
        foreach (var value in Enum.GetValues<ObjectColor>()) Add(value.Word(), "COLOR");
        foreach (var value in Enum.GetValues<ObjectSize>()) Add(value.Word(), "SIZE");
        foreach (var value in Enum.GetValues<Pattern>()) Add(value.Word(), "PATTERN");
        foreach (var value in Enum.GetValues<ComparisonKind>()) Add(value.Word(), "COMPARISON");
        foreach (var value in Enum.GetValues<ObjectState>()
            .Where(s => s is not (ObjectState.None or ObjectState.InBud))) Add(value.Word(), "STATE");
        Add("bud", "STATE");
        for (var n = 1; n <= 9; n++) Add(Words.Number(n), "NUMBER");
        foreach (var word in new[] { "left", "right", "above", "below", "on", "inside" }) Add(word, "RELATION");
        foreach (var word in new[] { "meadow", "beach", "sea", "room", "night", "street" }) Add(word, "PLACE");
        return classes;

        void Add(string word, string name) => classes[word] = name;
    }
}
