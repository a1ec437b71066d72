using System.Text.RegularExpressions;

namespace ResearchKit.Pairs.Language;

/// <summary>What a detector may count in a response.</summary>
public static partial class Tokens
{
    /// <summary>The words in small letters, without marks.</summary>
    public static IEnumerable<string> Words(string text) =>
        Word().Matches(text.ToLowerInvariant()).Select(m => m.Value);

    /// <summary>
    /// The style without the content: words and pairs of neighboring words, in which every content word has become its
    /// class, such as <c>NOUN</c>; closing marks count as words. What is said cannot be told from these, how it is said
    /// can.
    /// </summary>
    /// <param name="text">The response.</param>
    /// <param name="classes">The class of every content word, in small letters.</param>
    public static IEnumerable<string> Style(string text, IReadOnlyDictionary<string, string> classes)
    {
        var last = "";
        foreach (Match match in WordOrMark().Matches(text.ToLowerInvariant()))
        {
            var token = classes.GetValueOrDefault(match.Value, match.Value);
            yield return token;
            yield return last + " " + token;
            last = token;
        }
    }

    [GeneratedRegex(@"[\p{L}\p{N}]+")]
    private static partial Regex Word();

    [GeneratedRegex(@"[\p{L}\p{N}]+|[.,;:!?]")]
    private static partial Regex WordOrMark();
}
