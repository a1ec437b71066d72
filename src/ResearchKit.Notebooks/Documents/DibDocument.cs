using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ResearchKit.Notebooks.Documents;

/// <summary>The <c>.dib</c> scripts of Polyglot Notebooks: sections of text, each opened by
/// <c>#!language</c>.</summary>
public static partial class DibDocument
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

    /// <summary>The script as a notebook; its <c>#!meta</c> becomes the notebook's metadata.</summary>
    public static NotebookDocument ToNotebook(string text)
    {
        var notebook = NotebookDocument.Create();
        foreach (var (i, (language, body)) in Parse(text).Index())
        {
            var cell =
                NotebookCell.Create(language == "markdown" ? CellKind.Markdown : CellKind.Code, $"cell-{i + 1}", body);
            if (language is not ("markdown" or "csharp" or "c#"))
                cell.Json["metadata"] =
                    new JsonObject { ["polyglot_notebook"] = new JsonObject { ["kernelName"] = language } };
            notebook.Insert(i, cell);
        }

        return notebook;
    }

    /// <summary>The notebook as a script: sources alone, without outputs.</summary>
    public static string FromNotebook(NotebookDocument notebook)
    {
        var meta = new JsonObject
        {
            ["kernelInfo"] = new JsonObject
            {
                ["defaultKernelName"] = "csharp",
                ["items"] = new JsonArray(new JsonObject { ["aliases"] = new JsonArray(), ["name"] = "csharp" }),
            },
        };
        var sections = notebook.Cells.Select(cell =>
            $"#!{(cell.Kind == CellKind.Markdown ? "markdown" : cell.Language ?? notebook.Language)}\n\n" +
            $"{cell.Source.Trim('\n')}\n");
        return $"#!meta\n\n{meta.ToJsonString()}\n\n" + string.Join('\n', sections);
    }

    [GeneratedRegex(
        @"^#!(meta|csharp|c#|fsharp|f#|html|markdown|javascript|js|mermaid|pwsh|powershell|sql|kql|http|python)\s*$",
        RegexOptions.IgnoreCase)]
    private static partial Regex SectionStart();
}
