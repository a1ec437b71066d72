using System.Net;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ResearchKit.Notebooks.Sessions;

namespace ResearchKit.Notebooks.Exporting;

/// <summary>C# as HTML with keywords, strings, numbers and comments marked.</summary>
internal static class CodeColors
{
    public static string Html(string code)
    {
        var html = new StringBuilder();
        foreach (var token in CSharpSyntaxTree.ParseText(code, CellText.ParseOptions).GetRoot().DescendantTokens())
        {
            foreach (var trivia in token.LeadingTrivia) Add(html, trivia.ToFullString(), Class(trivia));
            Add(html, token.Text, Class(token));
            foreach (var trivia in token.TrailingTrivia) Add(html, trivia.ToFullString(), Class(trivia));
        }

        return html.ToString();
    }

    private static void Add(StringBuilder html, string text, char? name)
    {
        if (text.Length == 0) return;
        var encoded = WebUtility.HtmlEncode(text);
        html.Append(name is null ? encoded : $"<span class=\"{name}\">{encoded}</span>");
    }

    private static char? Class(SyntaxTrivia trivia) =>
        trivia.IsDirective ? 'k'
        : trivia.ToString().StartsWith("//", StringComparison.Ordinal)
        || trivia.ToString().StartsWith("/*", StringComparison.Ordinal) ? 'c' : null;

    private static char? Class(SyntaxToken token) => token.Kind() switch
    {
        SyntaxKind.NumericLiteralToken => 'n',
        SyntaxKind.StringLiteralToken or SyntaxKind.CharacterLiteralToken or SyntaxKind.InterpolatedStringTextToken
            or SyntaxKind.InterpolatedStringStartToken or SyntaxKind.InterpolatedStringEndToken
            or SyntaxKind.SingleLineRawStringLiteralToken or SyntaxKind.MultiLineRawStringLiteralToken => 's',
        _ => token.IsKeyword() || token.Text == "var" ? 'k' : null,
    };
}
