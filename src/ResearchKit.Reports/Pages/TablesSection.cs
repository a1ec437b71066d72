using System.Text;
using ResearchKit.Reports.Results;
using static ResearchKit.Reports.Pages.Page;

namespace ResearchKit.Reports.Pages;

/// <summary>Every table, closed until it is asked for.</summary>
internal static class TablesSection
{
    public static void Write(StringBuilder main, IReadOnlyList<NotebookResult> notebooks)
    {
        main.Append("<section id=\"tables\" aria-labelledby=\"tables-title\">\n<h2 id=\"tables-title\">Tables</h2>\n");
        foreach (var notebook in notebooks.Where(n => n.Tables.Count > 0))
        {
            main.Append($"<h3><a href=\"{Text(notebook.Name)}.html\">{Text(notebook.Title)}</a></h3>\n");
            foreach (var table in notebook.Tables)
            {
                main.Append($"<details>\n<summary>{table.Caption} <span class=\"quiet\">{table.Name}, ")
                    .Append($"{table.Rows} {(table.Rows == 1 ? "row" : "rows")}</span></summary>\n")
                    .Append(TableBlock.Html(table with { Name = table.Name }, table.HtmlOnIndex)
                        .Replace($"id=\"table-{table.Name}\"", $"id=\"table-{notebook.Name}-{table.Name}\"",
                            StringComparison.Ordinal)
                        .Replace($"href=\"#table-{table.Name}\"", $"href=\"{table.Address}\"",
                            StringComparison.Ordinal))
                    .Append("</details>\n");
            }
        }

        main.Append("</section>\n");
    }
}
