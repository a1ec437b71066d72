using ResearchKit.Reports.Results;
using static ResearchKit.Reports.Pages.Page;

namespace ResearchKit.Reports.Pages;

/// <summary>A table with its files.</summary>
internal static class TableBlock
{
    /// <summary>The files of a table that the report carries.</summary>
    public static readonly (string Extension, string Text)[] Files =
        [(".csv", "CSV"), (".tex", "LaTeX"), (".md", "Markdown")];

    /// <param name="table">The table.</param>
    /// <param name="html">It, with ids that are unique on the page.</param>
    public static string Html(TableResult table, string html)
    {
        var links = string.Join('\n', Files.Select(f =>
            $"<a href=\"tables/{table.Notebook}/{table.Name}{f.Extension}\" download>{f.Text}</a>"));
        return $"""
            <div class="result table" id="table-{table.Name}">
            <div class="scroll" tabindex="0" role="region" aria-label="Table {Text(table.Name)}">
            {html}</div>
            <p class="links">
            {links}
            <a href="#table-{table.Name}" class="quiet">{table.Name}</a>
            </p>
            </div>

            """;
    }
}
