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

    // Who "he" and "she" can be: of some words both.
    private static readonly string[] Men = ["man", "boy", "guy", "gentleman", "father", "policeman", "fisherman"];
    private static readonly string[] Women = ["woman", "girl", "lady", "mother"];
    private static readonly string[] People =
        ["person", "child", "kid", "player", "rider", "skier", "surfer", "skateboarder", "chef", "worker", "batter",
            "pitcher", "driver"];

    /// <summary>
    /// The same, with It, They, He, She, Its, Their, His and Her at the beginning of a sentence replaced by the first
    /// noun of the nearest earlier sentence that agrees in number; He and She stand for words for people, It for none.
    /// Where no noun agrees the pronoun stays, and so does an It that stands for nothing ("It is raining", "It appears
    /// that").
    /// </summary>
    /// <param name="text">The response.</param>
    /// <param name="nouns">Nouns in the singular and in the plural, such as an image tagger's tags. Words for people
    /// need not be among them.</param>
    public static IReadOnlyList<string> SelfContained(string text,
        IReadOnlyList<(string Singular, string Plural)> nouns)
    {
        string[] things =
            [.. nouns.Select(n => n.Singular)
                .Where(n => !Men.Contains(n) && !Women.Contains(n) && !People.Contains(n))];
        string? thing = null, several = null, he = null, she = null;
        var result = new List<string>();
        foreach (var sentence in Split(text))
        {
            var pronoun = Pronoun().Match(sentence).Value;
            var antecedent = pronoun switch
            {
                "It" when Expletive().IsMatch(sentence) => null,
                "It" or "Its" => thing,
                "They" or "Their" => several,
                "He" or "His" => he,
                "She" or "Her" => she,
                _ => null,
            };
            var possessive = pronoun is not ("Its" or "Their" or "His" or "Her") ? ""
                : antecedent is not null && pronoun == "Their" && antecedent.EndsWith('s') ? "'" : "'s";
            result.Add(antecedent is null ? sentence : $"The {antecedent}{possessive}{sentence[pronoun.Length..]}");
            thing = First(sentence, things) ?? thing;
            several = First(sentence, nouns.Select(n => n.Plural)) ?? several;
            he = First(sentence, Men.Concat(People)) ?? he;
            she = First(sentence, Women.Concat(People)) ?? she;
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

    [GeneratedRegex(@"^(It|Its|They|Their|He|His|She|Her)\b")]
    private static partial Regex Pronoun();

    // The weather, the hour, and clauses that the sentence is about.
    [GeneratedRegex(@"^It (is|was|looks|seems|appears) (" +
        @"(\w+ ){0,2}(raining|snowing|sunny|cloudy|windy|day|daytime|night|nighttime|dark|late|early)" +
        @"(?=\W*$|,| (outside|in|at|on|and)\b)|" +
        @"(\w+ )?(likely|possible|clear|evident|important|worth|hard|difficult)\b|" +
        @"that\b|as (if|though)\b|like\b)")]
    private static partial Regex Expletive();
}
