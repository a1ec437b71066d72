using System.Text;
using System.Text.RegularExpressions;
using ResearchKit.Notebooks.Documents;
using ResearchKit.Notebooks.Exporting;
using ResearchKit.Reports.Results;
using static ResearchKit.Reports.Pages.Page;

namespace ResearchKit.Reports.Pages;

/// <summary>
/// The page of a notebook: its prose, every cell with its code, and right after it what the cell shows; figures in both
/// forms, with their data. Cells, figures and tables have addresses of their own.
/// </summary>
internal static partial class NotebookPage
{
    public static string Write(NotebookResult notebook, IReadOnlyList<ClaimResult> claims)
    {
        var main = new StringBuilder("<div class=\"notebook\">\n");
        if (!notebook.HasHeading) main.Append($"<h1>{Text(notebook.Name)}</h1>\n");
        foreach (var cell in notebook.Document.Cells) Cell(main, notebook, cell, claims);
        main.Append("</div>\n");
        return Html(
            $"{notebook.Title}: ResearchKit report",
            [("index.html", "Report"), ("index.html#figures", "Figures"), ("index.html#claims", "Claims"),
                ("index.html#tables", "Tables"), ("index.html#runs", "Runs")],
            main.ToString(), "assets/report.js");
    }

    private static void Cell(
        StringBuilder main, NotebookResult notebook, NotebookCell cell, IReadOnlyList<ClaimResult> claims)
    {
        if (cell.Kind != CellKind.Code)
        {
            main.Append($"<div class=\"prose\">\n{HtmlExport.Cell(cell, notebook.Document.Language)}</div>\n");
            return;
        }

        main.Append($"<section class=\"cell\" id=\"cell-{Text(cell.Id)}\" aria-label=\"Cell {Text(cell.Id)}\">\n")
            .Append($"<p class=\"name\"><a href=\"#cell-{Text(cell.Id)}\">{Text(cell.Id)}</a></p>\n")
            .Append($"<pre class=\"code\" tabindex=\"0\" aria-label=\"Code of cell {Text(cell.Id)}\">")
            .Append($"{CodeColors.Html(cell.Source)}</pre>\n");
        var figures = notebook.Figures.Where(f => f.Cell == cell.Id).ToDictionary(f => f.Name);
        var tables = notebook.Tables.Where(t => t.Cell == cell.Id).ToDictionary(t => t.Name);
        foreach (var output in ShownOutput.Of(cell))
        {
            var name = ResultId().Match(output.Text).Groups[1].Value;
            if (output.MimeType == "image/svg+xml" && figures.Remove(name, out var figure))
                main.Append(FigureBlock.Html(figure));
            else if (output.MimeType == "text/html" && tables.Remove(name, out var table))
                main.Append(TableBlock.Html(table, table.Html));
            else main.Append($"<div class=\"scroll\" tabindex=\"0\">{HtmlExport.Output(output)}</div>\n");
        }

        // What the cell made without a drawing of its own in the notebook.
        foreach (var figure in figures.Values) main.Append(FigureBlock.Html(figure));
        foreach (var table in tables.Values) main.Append(TableBlock.Html(table, table.Html));
        var tested = claims.Where(c => c.Notebook == notebook.Name && c.Cell == cell.Id).ToList();
        if (tested.Count > 0)
        {
            main.Append("<p class=\"tested\">Claims measured here:</p>\n<ul class=\"tested\">\n");
            foreach (var claim in tested)
            {
                main.Append($"<li>{VerdictBadge.Html(claim.Verdict)} {Text(claim.Claim)} ")
                    .Append($"<span class=\"quiet\">({Text(claim.Paper)}, {Text(claim.Place)})</span></li>\n");
            }

            main.Append("</ul>\n");
        }

        main.Append("</section>\n");
    }

    [GeneratedRegex("""\bid="rk-([a-z0-9-]+)""")]
    private static partial Regex ResultId();
}
