using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp;

namespace ResearchKit.Notebooks.Tests.EngineSwap;

/// <summary>Makes a C# declaration of a listed signature: names that are keywords get their @, members a
/// body.</summary>
internal static partial class SignatureText
{
    private const string Throw = " => throw null!;";

    /// <summary>The declaration of a member.</summary>
    /// <param name="kind">As listed: <c>ctor</c>, <c>field</c>, <c>property</c>, <c>method</c> or <c>enum</c>.</param>
    /// <param name="signature">As listed: <c>public static int byte(long out = 1)</c>.</param>
    /// <param name="inInterface">Whether an interface declares it, so that it has no body.</param>
    /// <param name="baseCall">What a constructor calls first: <c> : base(...)</c>, or nothing.</param>
    public static string Declaration(string kind, string signature, bool inInterface, string baseCall)
    {
        string text = WithKeywordsEscaped(signature);
        bool hasBody = !inInterface && !AbstractModifier().IsMatch(text);
        return kind switch
        {
            "enum" =>
                (SyntaxFacts.GetKeywordKind(signature.Split(' ')[0]) == SyntaxKind.None ? "" : "@") + signature + ",",
            "field" => text + ";",
            "ctor" => text + baseCall + Throw,
            "property" => hasBody ? Accessor().Replace(text, Throw) : text,
            // F#'s operator --> is no operator of C#.
            "method" => text.Replace(" operator op_", " op_") + (hasBody ? Throw : ";"),
            _ => throw new ArgumentException($"'{kind}' is no kind of member", nameof(kind)),
        };
    }

    /// <summary>The text with an @ before every keyword that stands where a name must be: <c>int out</c>,
    /// <c>X.default</c>.</summary>
    public static string WithKeywordsEscaped(string text)
    {
        var result = new StringBuilder();
        string previous = "";
        foreach (Match match in Token().Matches(text))
        {
            string token = match.Value, next = text[(match.Index + match.Length)..];
            bool keyword = SyntaxFacts.GetKeywordKind(token) is not SyntaxKind.None;
            bool modifier = token == "operator" || (token == "this" && next.StartsWith('['));
            if (keyword && !modifier && (previous == "." || EndsType(previous))) result.Append('@');
            result.Append(token);
            if (!string.IsNullOrWhiteSpace(token)) previous = token;
        }
        return result.ToString();
    }

    private static bool EndsType(string token) =>
        token is "]" or ">" or "?" or ")" || SyntaxFacts.IsPredefinedType(SyntaxFacts.GetKeywordKind(token))
        || ((char.IsLetter(token.FirstOrDefault()) || token.StartsWith('_'))
        && SyntaxFacts.GetKeywordKind(token) == SyntaxKind.None);

    [GeneratedRegex("""\w+|"(\\.|[^"\\])*"|\s+|.""")]
    private static partial Regex Token();

    [GeneratedRegex(@"\babstract\b")]
    private static partial Regex AbstractModifier();

    [GeneratedRegex(@"(?<= (get|set|init));")]
    private static partial Regex Accessor();
}
