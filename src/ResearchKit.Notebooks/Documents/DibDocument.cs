using System.Text.RegularExpressions;

namespace ResearchKit.Notebooks.Documents;

/// <summary>The <c>.dib</c> scripts of Polyglot Notebooks: sections of text, each opened by <c>#!language</c>.</summary>
internal static partial class DibDocument
{
    /// <summary>The sections in order, as language and text; a leading <c>#!meta</c> section is left out.</summary>
    public static IEnumerable<(string Language, string Text)> Parse(string text)
    {
        var language = "csharp";
        var section = new List<string>();
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n').Append("#!csharp"))
        {
            if (SectionStart().Match(line) is not { Success: true } start)
            {
                section.Add(line);
                continue;
            }

            var body = string.Join('\n', section).Trim('\n');
            if (language != "meta" && body.Length > 0) yield return (language, body);
            section.Clear();
            language = start.Groups[1].Value.ToLowerInvariant();
        }
    }

    [GeneratedRegex(
        @"^#!(meta|csharp|c#|fsharp|f#|html|markdown|javascript|js|mermaid|pwsh|powershell|sql|kql|http|python)\s*$",
        RegexOptions.IgnoreCase)]
    private static partial Regex SectionStart();
}
