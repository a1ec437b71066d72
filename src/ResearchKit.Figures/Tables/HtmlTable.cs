using System.Text;
using ResearchKit.Figures.Rendering;

namespace ResearchKit.Figures.Tables;

/// <summary>
/// HTML in the manner of booktabs: three rules, no boxes. Lines and texts take the page's own color, so that it is
/// readable on light and on dark pages. Alignment is an attribute, since some hosts strip style sheets.
/// </summary>
internal static class HtmlTable
{
    internal static string Write(TableView view, Provenance? provenance)
    {
        var id = "rk-" + view.Table.Name;
        var html = new StringBuilder();
        if (provenance is not null)
            html.Append($"<!-- {Escape(provenance.ToString()).Replace("--", "&#45;&#45;")} -->\n");
        html.Append($"<style>#{id} th,#{id} td{{padding:.22em .75em;border:0;background:none;white-space:nowrap}}" +
            $"#{id} [align=left]{{text-align:left}}#{id} " +
            $"[align=right]{{text-align:right}}#{id} [align=center]{{text-align:center}}" +
            $"#{id} caption{{caption-side:top;text-align:left;padding:.4em .75em;max-width:60em}}" +
            $"#{id} thead tr:first-child th{{border-top:2px " +
            $"solid}}#{id} thead tr:last-child th{{border-bottom:1px solid}}" +
            $"#{id} tbody tr:last-child>*{{border-bottom:1px " +
            $"solid}}#{id} tbody:last-child tr:last-child>*{{border-bottom:2px solid}}" +
            $"#{id} thead th[colspan]{{border-bottom:1px " +
            $"solid}}#{id} tbody th{{font-weight:600;text-align:left;font-style:italic;border-bottom:0}}</style>\n");
        html.Append($"<table id=\"{id}\" style=\"border-collapse:collapse\">\n");
        if (!string.IsNullOrEmpty(view.Table.Caption)) html.Append($"<caption>{Rich(view.Table.Caption)}</caption>\n");
        html.Append("<thead>\n");
        if (view.Table.Spans.Length > 0)
        {
            html.Append("<tr>");
            foreach (var (header, count) in view.Spans)
                html.Append(header is null ? "<th></th>"
                    : $"<th colspan=\"{count}\" align=\"center\" scope=\"colgroup\">{Rich(header)}</th>");
            html.Append("</tr>\n");
        }
        html.Append("<tr>");
        for (var c = 0; c < view.Columns.Count; c++)
            html.Append($"<th{At(view.Alignments[c])} scope=\"col\">{Rich(view.Columns[c].Text)}</th>");
        html.Append("</tr>\n</thead>\n");
        foreach (var group in view.Groups)
        {
            html.Append("<tbody>\n");
            if (group.Heading is { } heading)
                html.Append(
                    $"<tr><th colspan=\"{view.Columns.Count}\" align=\"left\" " +
                    $"scope=\"rowgroup\">{Rich(heading)}</th></tr>\n");
            foreach (var row in group.Rows)
            {
                html.Append("<tr>");
                for (var c = 0; c < row.Count; c++)
                    html.Append($"<td{At(view.Alignments[c])}{Wrapping(row[c])}>{Marked(row[c])}</td>");
                html.Append("</tr>\n");
            }
            html.Append("</tbody>\n");
        }
        return html.Append("</table>\n").ToString();
    }

    private static string Marked(Cell cell) => cell.Rank switch
    {
        Rank.Best => $"<b>{Rich(cell.Text)}</b>",
        Rank.Second => $"<u>{Rich(cell.Text)}</u>",
        _ => Rich(cell.Text),
    };

    /// <summary>A sentence may take several lines; numbers and names stay on one.</summary>
    private static string Wrapping(Cell cell) =>
        cell.Text.Length > 24 ? " style=\"white-space:normal;min-width:11em\"" : "";

    private static string Rich(string text) => RichText.Html(text).Replace("\"", "&quot;").Replace("\n", "<br>");

    private static string Escape(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");

    private static string At(Align align) =>
        align == Align.Left ? " align=\"left\"" : align == Align.Right ? " align=\"right\"" : " align=\"center\"";
}
