using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace ResearchKit.Notebooks.Sessions;

/// <summary>A part of a cell in one language; the line numbers are those of the cell.</summary>
/// <param name="Language">A magic's name: <c>csharp</c>, <c>html</c>, ...</param>
/// <param name="Code">The text, with empty lines in place of what precedes it in the cell.</param>
/// <param name="Line">The line of the cell, from 1, on which it starts.</param>
internal sealed record CellPart(string Language, string Code, int Line);

/// <summary>A line such as <c>#r "nuget: Id, 1.0"</c> or <c>#!time</c>.</summary>
/// <param name="Name">The first word: <c>#r</c>, <c>#i</c>, <c>#!import</c>, ...</param>
/// <param name="Argument">The rest, without quotes.</param>
/// <param name="Line">The line of the cell, from 1.</param>
internal sealed record Directive(string Name, string Argument, int Line);

/// <summary>Takes the source of a cell apart into languages, directives and C#.</summary>
internal static partial class CellText
{
    public static readonly CSharpParseOptions ParseOptions =
        new(LanguageVersion.Preview, DocumentationMode.None, SourceCodeKind.Script);

    private static readonly Dictionary<string, string> Languages = new(StringComparer.OrdinalIgnoreCase)
    {
        ["csharp"] = "csharp", ["c#"] = "csharp", ["html"] = "html", ["markdown"] = "markdown",
        ["javascript"] = "javascript", ["js"] = "javascript", ["fsharp"] = "fsharp", ["f#"] = "fsharp",
        ["pwsh"] = "pwsh", ["powershell"] = "pwsh", ["mermaid"] = "mermaid", ["sql"] = "sql", ["kql"] = "kql",
        ["http"] = "http", ["python"] = "python",
    };

    /// <summary>The language that a line switches to, or null if the line is no such magic.</summary>
    public static string? LanguageOf(string line) =>
        LanguageMagic().Match(line) is { Success: true } match ? Languages.GetValueOrDefault(match.Groups[1].Value)
        : null;

    /// <summary>Splits at lines that are a language's magic alone (<c>#!html</c>).</summary>
    public static IReadOnlyList<CellPart> Split(string source, string language)
    {
        var parts = new List<CellPart>();
        var lines = source.ReplaceLineEndings("\n").Split('\n');
        var start = 0;
        for (var i = 0; i <= lines.Length; i++)
        {
            var match = i < lines.Length ? LanguageMagic().Match(lines[i]) : null;
            string? next = null;
            if (i < lines.Length && (!match!.Success || !Languages.TryGetValue(match.Groups[1].Value, out next)))
                continue;
            if (lines[start..i].Any(line => !string.IsNullOrWhiteSpace(line)))
                parts.Add(
                    new CellPart(language, new string('\n', start) + string.Join('\n', lines[start..i]), start + 1));
            (language, start) = (next ?? language, i + 1);
        }

        return parts;
    }

    /// <summary>The first line, from 1, that asks for a variable of another language (<c>#!share</c>), or
    /// null.</summary>
    public static int? ShareLine(string code)
    {
        var line = Array.FindIndex(code.Split('\n'), text => ShareMagic().IsMatch(text));
        return line < 0 ? null : line + 1;
    }

    /// <summary>
    /// Finds the directives that Roslyn does not run itself and blanks their lines. Roslyn's own lexer decides, so
    /// that a line inside a string or a comment is left alone; <c>#load</c> stays.
    /// </summary>
    public static (IReadOnlyList<Directive> Directives, string Code) Extract(string code)
    {
        var text = SourceText.From(code);
        var root = CSharpSyntaxTree.ParseText(text, ParseOptions).GetRoot();
        var directives = new List<Directive>();
        var lines = code.Split('\n');
        foreach (var trivia in root.DescendantTrivia(descendIntoTrivia: false))
        {
            if (!trivia.IsDirective) continue;
            var line = text.Lines.GetLineFromPosition(trivia.SpanStart).LineNumber;
            var match = DirectiveLine().Match(lines[line]);
            if (!match.Success) continue;
            directives.Add(
                new Directive(match.Groups[1].Value, match.Groups[2].Value.Trim().Trim('"').Trim(), line + 1));
            lines[line] = "";
        }

        return (directives, string.Join('\n', lines));
    }

    [GeneratedRegex(@"^#!(\S+)\s*$")]
    private static partial Regex LanguageMagic();

    [GeneratedRegex(@"^#!share\s")]
    private static partial Regex ShareMagic();

    [GeneratedRegex(@"^\s*(#r|#i|#!\S+)(?:\s+(.*?))?\s*$")]
    private static partial Regex DirectiveLine();
}
