using ResearchKit.Benchmarks.Text;

namespace ResearchKit.Benchmarks.Amber;

/// <summary>
/// The nouns of a description that AMBER's association file knows, in the singular, by rules. AMBER's script tags parts
/// of speech and takes lemmas from WordNet; an answer with a list <c>nouns</c> is scored with those instead, so that
/// its extraction can be scored exactly.
/// </summary>
/// <remarks>
/// Every word of the vocabulary counts as a noun but for the uses that a tagger would see as another part of speech:
/// behind <c>to</c>, a personal pronoun or a modal verb (<c>they watch</c>), <c>can</c> without an article before it,
/// <c>hot</c>, and a color before another noun (<c>an orange cat</c>).
/// </remarks>
internal sealed class NounExtractor(IReadOnlySet<string> vocabulary, bool caseSensitive)
{
    private static readonly HashSet<string> BeforeVerb =
    [
        "to", "i", "you", "he", "she", "it", "we", "they", "who", "which", "can", "could", "may", "might", "must",
        "shall",
        "should", "will", "would", "not",
    ];

    private static readonly HashSet<string> BeforeNoun =
    [
        "a", "an", "the", "this", "that", "its", "his", "her", "their", "one", "another", "each", "trash", "garbage",
        "tin",
        "soda", "beer", "watering", "metal", "empty", "of", "with", "and",
    ];

    private readonly Singular _singular = new(vocabulary);

    /// <summary>The nouns in the order of the text, with repetitions.</summary>
    /// <param name="text">A description.</param>
    /// <param name="nouns">Gets them.</param>
    public void Extract(string text, List<string> nouns)
    {
        // Capitals count in the script: "Trees" at the start of a sentence is no word of the association file there.
        var source = caseSensitive ? text : text.ToLowerInvariant();
        var lower = caseSensitive ? text.ToLowerInvariant() : source;
        if (lower.Length != source.Length) lower = source; // a few letters change length with case
        var position = 0;
        string previous = "", before = "";
        while (WordSplitter.Next(source, ref position, out var range))
        {
            var word = _singular.Of(source.AsSpan()[range]);
            if (vocabulary.Contains(word) && IsNoun(word, previous)) nouns.Add(word);
            (before, previous) = (previous, lower[range]);
            // "an orange cat": the color goes, the cat stays
            if (before is "orange" && nouns.Count > 1 && nouns[^2] == "orange" && nouns[^1] == word)
                nouns.RemoveAt(nouns.Count - 2);
        }
    }

    private static bool IsNoun(string word, string previous) => word switch
    {
        "hot" => false,
        "can" => BeforeNoun.Contains(previous),
        _ => !BeforeVerb.Contains(previous),
    };
}
