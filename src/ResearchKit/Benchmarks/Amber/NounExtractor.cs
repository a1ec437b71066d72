using ResearchKit.Benchmarks.Text;

namespace ResearchKit.Benchmarks.Amber;

/// <summary>
/// The nouns of a description that AMBER's association file knows, in the singular, by rules. AMBER's script tags parts
/// of speech with NLTK and takes lemmas from WordNet; an answer with a list <c>nouns</c> is scored with those instead,
/// so that its extraction can be scored exactly.
/// </summary>
/// <remarks>
/// Lemmas are WordNet's for every form of every word of the file. A word counts as a noun but for the uses in which a
/// tagger sees another part of speech: behind <c>to</c>, a personal pronoun or a modal verb (<c>they watch</c>);
/// between a subject and an object (<c>players watch the ball</c>, <c>snow blankets the hill</c>); <c>can</c> without
/// an article before it, <c>hot</c>, and <c>orange</c> as a color. Measured against wink-pos-tagger, a Brill tagger,
/// on 136 texts: 40 written for it and 96 answers of MMHal-Bench, on which precision is 0.980 and recall 1.000. All
/// were looked at while the rules were chosen, so none is held out.
/// </remarks>
internal sealed class NounExtractor(IReadOnlySet<string> vocabulary, bool official)
{
    private static readonly HashSet<string> BeforeVerb =
    [
        "to", "i", "you", "he", "she", "it", "we", "they", "who", "which", "can", "could", "may", "might", "must",
        "shall", "should", "will", "would", "not",
    ];

    private static readonly HashSet<string> BeforeNoun =
    [
        "a", "an", "the", "this", "that", "its", "his", "her", "their", "one", "another", "each", "trash", "garbage",
        "tin", "soda", "beer", "watering", "metal", "empty", "of", "with", "and",
    ];

    private static readonly HashSet<string> Determiners =
    [
        "a", "an", "the", "this", "that", "these", "those", "its", "his", "her", "their", "my", "your", "our", "it",
        "them", "him",
    ];

    private static readonly HashSet<string> BehindNoun =
    [
        "and", "or", "but", "is", "are", "was", "on", "in", "at", "of", "to", "with", "by", "near", "next", "sits",
        "lies", "that", "which", "from", "for", "as", "while", "hangs",
    ];

    private static readonly HashSet<string> BeforeColor = ["is", "are", "was", "or", "bright", "light", "dark"];
    private static readonly HashSet<string> Plurals = ["people", "men", "women", "children"];
    private static readonly HashSet<string> NoPlurals = ["is", "was", "has", "its", "his", "this"];

    private readonly NounLemmas _lemmas = new(vocabulary, official);

    /// <summary>The nouns in the order of the text, with repetitions.</summary>
    /// <param name="text">A description.</param>
    /// <param name="nouns">Gets them.</param>
    public void Extract(string text, List<string> nouns)
    {
        // Capitals count in the script: "Trees" at the start of a sentence is no word of the association file there.
        var lower = text.ToLowerInvariant();
        if (lower.Length != text.Length) lower = text; // a few letters change length with case
        var source = official ? text : lower;
        var position = 0;
        var before = new Word("", default);
        var more = WordSplitter.Next(source, ref position, out var range);
        while (more)
        {
            var word = new Word(lower[range], range);
            more = WordSplitter.Next(source, ref position, out range);
            var after = new Word(more ? lower[range] : "", range);
            if (_lemmas.Of(source.AsSpan()[word.Range]) is { } lemma && IsNoun(lemma, before, word, after, source))
                nouns.Add(lemma);
            before = word;
        }
    }

    private static bool IsNoun(string lemma, Word before, Word word, Word after, string source)
    {
        var previous = before.Text;
        var next = Touch(word, after, source) ? after.Text : "";
        if (BeforeVerb.Contains(previous)) return false;
        return lemma switch
        {
            "hot" => false,
            "can" => BeforeNoun.Contains(previous),
            "orange" => (next == "" || BehindNoun.Contains(next)) && !BeforeColor.Contains(previous),
            _ => !Determiners.Contains(next) || !Touch(before, word, source) || !IsVerb(previous, word.Text, lemma),
        };
    }

    // With an object behind it: "snow blankets the hill", "players watch the ball".
    private static bool IsVerb(string previous, string word, string lemma) =>
        word.EndsWith('s') && !word.Equals(lemma, StringComparison.OrdinalIgnoreCase)
            ? !Determiners.Contains(previous)
            : Plurals.Contains(previous) || previous.EndsWith('s') && !previous.EndsWith("ss", StringComparison.Ordinal)
                && !NoPlurals.Contains(previous);

    private static bool Touch(Word first, Word second, string source) =>
        first.Text != "" && second.Text != "" && second.Range.Start.Value - first.Range.End.Value == 1
        && source[first.Range.End.Value] == ' ';

    private readonly record struct Word(string Text, Range Range);
}
