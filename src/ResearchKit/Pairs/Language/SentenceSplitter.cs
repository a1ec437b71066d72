using System.Text.RegularExpressions;

namespace ResearchKit.Pairs.Language;

/// <summary>
/// Cuts a response into sentences that can be understood alone, as AdaViP needs them for scoring (Eq. 9; the paper asks
/// LLaMA-3). A rule-based stand-in: it knows abbreviations, numbers and quotation marks, and repairs pronouns at the
/// beginning of a sentence if it is told which nouns to look for.
/// </summary>
public static partial class SentenceSplitter
{
    private static readonly HashSet<string> Abbreviations = new(StringComparer.OrdinalIgnoreCase)
    {
        "mr", "mrs", "ms", "dr", "st", "vs", "etc", "e.g", "i.e", "approx",
    };

    /// <summary>The sentences in order, each with its closing mark; line breaks end sentences, too.</summary>
    public static IReadOnlyList<string> Split(string text)
    {
        var sentences = new List<string>();
        var start = 0;
        foreach (Match end in Ends().Matches(text))
        {
            if (end.ValueSpan[0] == '.' && IsAbbreviation(text, end.Index)) continue;
            Add(end.Index + end.Length);
        }
        Add(text.Length);
        return sentences;

        void Add(int stop)
        {
            var sentence = Spaces().Replace(text[start..stop], " ").Trim();
            if (sentence.Any(char.IsLetterOrDigit)) sentences.Add(sentence);
            start = stop;
        }
    }

    /// <summary>
    /// The same, with It, They, Its and Their at the beginning of a sentence replaced by the first noun of the nearest
    /// earlier sentence that agrees in number. Where none does, the pronoun stays.
    /// </summary>
    /// <param name="text">The response.</param>
    /// <param name="nouns">Nouns in the singular and in the plural, such as a recogniser's tags.</param>
    public static IReadOnlyList<string> SelfContained(string text, IReadOnlyList<(string Singular, string Plural)> nouns)
    {
        string? singular = null, plural = null;
        var result = new List<string>();
        foreach (var sentence in Split(text))
        {
            var pronoun = Pronoun().Match(sentence).Value;
            var antecedent = pronoun is "It" or "Its" ? singular : pronoun is "They" or "Their" ? plural : null;
            var possessive = pronoun is "Its" ? "'s" : pronoun is "Their" ? (antecedent is not null && antecedent.EndsWith('s') ? "'" : "'s") : "";
            result.Add(antecedent is null ? sentence : $"The {antecedent}{possessive}{sentence[pronoun.Length..]}");
            singular = First(sentence, nouns.Select(n => n.Singular)) ?? singular;
            plural = First(sentence, nouns.Select(n => n.Plural)) ?? plural;
        }
        return result;
    }

    // The noun that stands first in the sentence.
    private static string? First(string sentence, IEnumerable<string> nouns) => nouns
        .Select(n => (Noun: n, At: Regex.Match(sentence, $@"\b{Regex.Escape(n)}\b", RegexOptions.IgnoreCase)))
        .Where(n => n.At.Success).OrderBy(n => n.At.Index).Select(n => n.Noun).FirstOrDefault();

    private static bool IsAbbreviation(string text, int dot)
    {
        var word = text.AsSpan(0, dot).LastIndexOfAny(" \n\t(\"") + 1;
        return Abbreviations.Contains(text[word..dot]);
    }

    // A closing mark with quotation marks or brackets, before white space and something that is no small letter.
    [GeneratedRegex(@"[.!?]+[""'”’)\]]*(?=\s+[^\s\p{Ll}])|\r?\n")]
    private static partial Regex Ends();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"^(It|Its|They|Their)\b")]
    private static partial Regex Pronoun();
}
