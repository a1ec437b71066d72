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

    // Insertions, deletions, exchanges, and swaps of neighbors that turn one word into the other.
    private static int Distance(string a, string b)
    {
        var d = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++) d[i, 0] = i;
        for (var j = 0; j <= b.Length; j++) d[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
            for (var j = 1; j <= b.Length; j++)
            {
                d[i, j] = Math.Min(Math.Min(d[i - 1, j], d[i, j - 1]) + 1,
                    d[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
            }

        return d[a.Length, b.Length];
    }
}
