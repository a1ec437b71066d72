namespace ResearchKit;

/// <summary>What a misspelled word was meant to be, for messages.</summary>
public static class Spelling
{
    /// <summary>" Is 'dpo' meant?" for the known word that lies nearest; nothing if none is near.</summary>
    /// <param name="word">What was written.</param>
    /// <param name="known">What may be written.</param>
    public static string Hint(string word, IEnumerable<string> known) =>
        Nearest(word, known) is { } near && Distance(Plain(near), Plain(word)) <= 1 + word.Length / 4
            ? $" Is '{near}' meant?" : "";

    /// <summary>The known word that lies nearest, the first of several; null if there is none.</summary>
    public static string? Nearest(string word, IEnumerable<string> known) =>
        known.MinBy(k => Distance(Plain(k), Plain(word)));

    // Case and the signs between words are no mistakes here.
    private static string Plain(string word) => word.ToLowerInvariant().Replace('-', '_');

    private static int Distance(string a, string b) => EditDistance.Of<char>(a, b, swaps: true);
}
