using System.Text.RegularExpressions;

namespace ResearchKit.Benchmarks.YesNo;

/// <summary>What an answer to a yes/no question says.</summary>
public enum YesNoAnswer
{
    /// <summary>Neither yes nor no, or both.</summary>
    Neither,

    /// <summary>Yes.</summary>
    Yes,

    /// <summary>No.</summary>
    No,
}

/// <summary>Reads yes and no out of answers.</summary>
public static partial class YesNoReader
{
    /// <summary>
    /// As a person reads it: the answer that it begins with; otherwise the one named last behind "answer is" or
    /// similar; otherwise the only one of the two that occurs. <c>Reasoning ... So the answer is yes.</c> is a yes,
    /// <c>yes or no?</c> is neither, and <c>There is no dog</c> is a no.
    /// </summary>
    public static YesNoAnswer Read(string text)
    {
        if (Leading().Match(text) is { Success: true } first && !EitherOr().IsMatch(text))
            return Of(first.Groups[1].Value);
        var concluding = Concluding().Matches(text);
        if (concluding.Count > 0) return Of(concluding[^1].Groups[1].Value);
        var words = Word().Matches(text);
        bool yes = words.Any(w => Of(w.Value) == YesNoAnswer.Yes), no = words.Any(w => Of(w.Value) == YesNoAnswer.No);
        if (yes != no) return yes ? YesNoAnswer.Yes : YesNoAnswer.No;
        return !yes && Negated().IsMatch(text) ? YesNoAnswer.No : YesNoAnswer.Neither;
    }

    /// <summary>
    /// As POPE's script reads it (Li et al., arXiv 2305.10355): no if the text before the first full stop, commas taken
    /// out and split at blanks, has one of the words <c>No</c>, <c>not</c>, <c>no</c>; everything else is a yes.
    /// </summary>
    public static YesNoAnswer ReadAsPope(string text)
    {
        var rest = text.AsSpan();
        if (rest.IndexOf('.') is var stop and >= 0) rest = rest[..stop];
        Span<char> word = stackalloc char[4]; // longer than any of the three words
        var length = 0;
        foreach (var c in rest)
        {
            if (c == ',') continue;
            if (c != ' ')
            {
                if (length < word.Length) word[length] = c;
                length++;
                continue;
            }
            if (Negative(word, length)) return YesNoAnswer.No;
            length = 0;
        }
        return Negative(word, length) ? YesNoAnswer.No : YesNoAnswer.Yes;

        static bool Negative(ReadOnlySpan<char> word, int length) =>
            length is 2 or 3 && word[..length] is "No" or "not" or "no";
    }

    private static YesNoAnswer Of(string word) => word.ToLowerInvariant() switch
    {
        "yes" or "yeah" or "yep" => YesNoAnswer.Yes,
        "no" or "nope" => YesNoAnswer.No,
        _ => YesNoAnswer.Neither,
    };

    [GeneratedRegex(@"^\W*(yes|yeah|yep|no|nope)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Leading();

    [GeneratedRegex(@"\b(?:yes\W+(?:or\W+)?no|no\W+(?:or\W+)?yes)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex EitherOr();

    [GeneratedRegex(@"\b(?:answer|conclusion|therefore|thus|hence|so)\b" +
        @"(?:\W+(?:the|my|final|answer|is|would|be|should))*\W+(yes|no)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Concluding();

    [GeneratedRegex(@"\b(?:yes|yeah|yep|no|nope)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Word();

    [GeneratedRegex(@"\b(?:not|\w+n['’]t)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Negated();
}
