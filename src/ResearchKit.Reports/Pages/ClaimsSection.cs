using System.Globalization;
using System.Text;
using ResearchKit.Reports.Results;
using static ResearchKit.Reports.Pages.Page;

namespace ResearchKit.Reports.Pages;

/// <summary>All claims of all notebooks, to be filtered by paper and verdict; a row leads to its cell and
/// figures.</summary>
internal static class ClaimsSection
{
    public static void Write(
        StringBuilder main, IReadOnlyList<ClaimResult> claims, IReadOnlyList<NotebookResult> notebooks)
    {
        main.Append("<section id=\"claims\" aria-labelledby=\"claims-title\">\n<h2 id=\"claims-title\">Claims</h2>\n");
        if (claims.Count == 0)
        {
            main.Append("<p>No notebook of these results has tested a claim.</p>\n</section>\n");
            return;
        }

        main.Append(
            "<form class=\"filter\" data-filter=\"claim\" data-unit=\"claims\" role=\"search\" " +
            "aria-label=\"Claims\">\n");
        Choice(main, "paper", "Paper", claims.Select(c => c.Paper));
        Choice(main, "verdict", "Verdict", claims.Select(c => c.Verdict));
        main.Append("<label>Text <input type=\"search\" name=\"text\"></label>\n")
            .Append($"<output>{claims.Count} claims</output>\n</form>\n")
            .Append("<table class=\"claims\">\n<thead><tr><th scope=\"col\">Claim</th><th scope=\"col\">Measured</th>")
            .Append(
                "<th scope=\"col\">Our number</th><th scope=\"col\">Verdict</th><th scope=\"col\">Shown " +
                "by</th></tr></thead>\n<tbody>\n");
        foreach (var claim in claims) Row(main, claim, notebooks.FirstOrDefault(n => n.Name == claim.Notebook));
        main.Append("</tbody>\n</table>\n</section>\n");
    }

    private static void Choice(StringBuilder main, string name, string label, IEnumerable<string> values)
    {
        main.Append($"<label>{label} <select name=\"{name}\"><option value=\"\">all</option>");
        foreach (var group in values.GroupBy(v => v).OrderBy(g => g.Key, StringComparer.Ordinal))
            main.Append($"<option value=\"{Text(group.Key)}\">{Text(group.Key)} ({group.Count()})</option>");
        main.Append("</select></label>\n");
    }

    private static void Row(StringBuilder main, ClaimResult claim, NotebookResult? notebook)
    {
        var remark = claim.Remark.Length > 0 ? $"<span class=\"quiet\">{Text(claim.Remark)}</span>" : "";
        var stability = claim.Stability is { } share
            ? string.Create(CultureInfo.InvariantCulture,
                $"<span class=\"quiet\">same verdict on {share * 100:0} % of resampled seeds</span>")
            : "";
        var criterion = claim.Criterion.Length > 0
            ? $"<span class=\"quiet\">reproduced if: {Text(claim.Criterion)}</span>" : "";
        main.Append($"<tr data-claim data-paper=\"{Text(claim.Paper)}\" data-verdict=\"{Text(claim.Verdict)}\">")
            .Append(
                $"<td data-label=\"Claim\">{Text(claim.Claim)} <span " +
                $"class=\"quiet\">{Text(claim.Paper)}, {Text(claim.Place)}</span>{remark}</td>")
            .Append($"<td data-label=\"Measured\">{Text(claim.Measure)}{criterion}</td>")
            .Append(
                $"<td data-label=\"Our number\">{Text(claim.Number)}<span " +
                $"class=\"quiet\">{Text(claim.Basis)}</span></td>")
            .Append($"<td data-label=\"Verdict\">{VerdictBadge.Html(claim.Verdict)}{stability}</td>")
            .Append($"<td data-label=\"Shown by\">{Links(claim, notebook)}</td></tr>\n");
    }

    private static string Links(ClaimResult claim, NotebookResult? notebook)
    {
        if (notebook is null) return Text(claim.Notebook);
        var page = Text(notebook.Name) + ".html";
        var links = notebook.Figures.Where(f => f.Cell == claim.Cell)
            .Select(f => $"<a href=\"{page}#figure-{f.Name}\">figure {f.Name}</a>")
            .Concat(notebook.Tables.Where(t => t.Cell == claim.Cell && !t.IsLedger)
                .Select(t => $"<a href=\"{page}#table-{t.Name}\">table {t.Name}</a>"))
            .Prepend(
                $"<a href=\"{page}#cell-{Text(claim.Cell)}\">{Text(notebook.Name[..2])} cell {Text(claim.Cell)}</a>");
        return string.Join("<br>", links);
    }
}
