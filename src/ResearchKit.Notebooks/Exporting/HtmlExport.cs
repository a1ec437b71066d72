using System.Net;
using System.Text;
using Markdig;
using ResearchKit.Notebooks.Documents;
using ResearchKit.Notebooks.Exporting.Formulas;

namespace ResearchKit.Notebooks.Exporting;

/// <summary>A notebook as one HTML page that needs nothing else: styles, figures and images are inside.</summary>
public static class HtmlExport
{
    /// <summary>The style sheet of pages that show cells.</summary>
    public const string Style =
        """
        body { max-width: 52rem; margin: 2rem auto; padding: 0 1rem; font: 16px/1.55 system-ui, sans-serif; color: #1b1f24; }
        pre { font: 13px/1.45 ui-monospace, Consolas, monospace; overflow-x: auto; margin: .4rem 0; padding: .6rem .8rem; }
        pre.code { background: #f5f6f8; border-left: 3px solid #2f6fb2; }
        pre.error { background: #fdf1f0; color: #7d1a12; }
        .k { color: #0b5394; } .s { color: #9a4b00; } .c { color: #5f6b76; font-style: italic; } .n { color: #1b6b3a; }
        table { border-collapse: collapse; margin: .5rem 0; } th, td { padding: .2rem .7rem; border-bottom: 1px solid #d8dde2; text-align: left; }
        svg, img { max-width: 100%; height: auto; }
        """;

    private static readonly MarkdownPipeline Pipeline = Extended().Build();

    /// <summary>The page.</summary>
    /// <param name="notebook">With the outputs that are to be shown.</param>
    /// <param name="title">The page's title.</param>
    public static string Write(NotebookDocument notebook, string title)
    {
        var page = new StringBuilder();
        page.Append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
            .Append("<meta name=\"viewport\" content=\"width=device-width\">\n")
            .Append($"<title>{WebUtility.HtmlEncode(title)}</title>\n<style>\n{Style}\n</style>\n</head>\n<body>\n");
        foreach (var cell in notebook.Cells) page.Append(Cell(cell, notebook.Language));
        return page.Append("</body>\n</html>\n").ToString();
    }

    /// <summary>One cell with its outputs.</summary>
    internal static string Cell(NotebookCell cell, string language)
    {
        if (cell.Kind == CellKind.Markdown) return Markdown.ToHtml(WithAttachments(cell), Pipeline);
        if (cell.Kind == CellKind.Raw) return $"<pre>{WebUtility.HtmlEncode(cell.Source)}</pre>\n";
        var code = (cell.Language ?? language) == "csharp" ? CodeColors.Html(cell.Source)
            : WebUtility.HtmlEncode(cell.Source);
        return $"<pre class=\"code\">{code}</pre>\n" + string.Concat(ShownOutput.Of(cell).Select(Output));
    }

    /// <summary>One output of a cell.</summary>
    internal static string Output(ShownOutput output) => output.MimeType switch
    {
        "image/svg+xml" or "text/html" => $"<div>{output.Text}</div>\n",
        "image/png" or "image/jpeg" =>
            $"<img alt=\"output\" src=\"data:{output.MimeType};base64,{output.Text.ReplaceLineEndings("")}\">\n",
        "text/markdown" => Markdown.ToHtml(output.Text, Pipeline),
        "text/latex" => Markdown.ToHtml(Formula.Delimited(output.Text), Pipeline),
        _ when output.Text.Length == 0 => "",
        _ => $"<pre{(output.IsError ? " class=\"error\"" : "")}>{WebUtility.HtmlEncode(output.Text)}</pre>\n",
    };

    private static MarkdownPipelineBuilder Extended()
    {
        var builder = new MarkdownPipelineBuilder().UseAdvancedExtensions();
        builder.Extensions.Add(new FormulaExtension());
        return builder;
    }

    /// <summary>Images that the cell carries with it, in place of their names.</summary>
    private static string WithAttachments(NotebookCell cell)
    {
        var text = cell.Source;
        foreach (var (name, bundle) in cell.Json["attachments"] as System.Text.Json.Nodes.JsonObject ?? [])
        {
            foreach (var (type, data) in bundle as System.Text.Json.Nodes.JsonObject ?? [])
                text = text.Replace($"attachment:{name}",
                    $"data:{type};base64,{MultilineText.FromNode(data)?.ReplaceLineEndings("")}");
        }

        return text;
    }
}
