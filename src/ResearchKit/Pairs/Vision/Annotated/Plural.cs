namespace ResearchKit.Pairs.Vision.Annotated;

/// <summary>English plurals by rule, with the exceptions that names of things need.</summary>
internal static class Plural
{
    private static readonly Dictionary<string, string> Exceptions = new()
    {
        ["person"] = "people", ["child"] = "children", ["foot"] = "feet",
        ["tooth"] = "teeth", ["mouse"] = "mice", ["goose"] = "geese", ["ox"] = "oxen", ["sheep"] = "sheep",
        ["fish"] = "fish",
        ["deer"] = "deer", ["calf"] = "calves", ["knife"] = "knives", ["shelf"] = "shelves", ["leaf"] = "leaves",
        ["loaf"] = "loaves", ["scarf"] = "scarves", ["scissors"] = "scissors", ["skis"] = "skis",
        ["broccoli"] = "broccoli",
        ["potato"] = "potatoes", ["tomato"] = "tomatoes", ["bus"] = "buses",
    };

    /// <summary>The plural of a noun, or of the last word of several.</summary>
    public static string Of(string noun)
    {
        var last = noun.LastIndexOf(' ') + 1;
        var word = noun[last..];
        if (Exceptions.TryGetValue(word, out var exception)) return noun[..last] + exception;
        if (word.EndsWith("man") && word != "human") return noun[..^2] + "en"; // fisherman, policewoman
        if (word.EndsWith('y') && word.Length > 1 && !"aeiou".Contains(word[^2])) return noun[..^1] + "ies";
        return word.EndsWith('s') || word.EndsWith('x') || word.EndsWith('z') || word.EndsWith("ch")
            || word.EndsWith("sh") ? noun + "es" : noun + "s";
    }
}
