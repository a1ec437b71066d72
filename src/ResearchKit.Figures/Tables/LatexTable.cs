using System.Text;
using ResearchKit.Figures.Rendering;

namespace ResearchKit.Figures.Tables;

/// <summary>
/// A floating table with the rules of booktabs that fits a text block of 5.5 inches; one that is higher than a page
/// breaks over pages (longtable).
/// </summary>
internal static class LatexTable
{
    private const double PageHeight = 540; // points, with room for caption and head

    internal static string Write(TableView view, Provenance? provenance)
    {
        string[][] rows = [[.. view.Columns.Select(c => c.Text)],
            .. view.Groups.SelectMany(g => g.Rows).Select(r => r.Select(c => c.Text).ToArray())];
        var columns = new LatexColumns(rows, view.Columns.Count, view.Spans);
        var isLong = rows.Sum(columns.Lines) * columns.Points * 1.2 + rows.Length > PageHeight;
        var tex = new StringBuilder();
        if (provenance is not null) tex.Append($"% {provenance.ToString().ReplaceLineEndings(" ")}\n");
        tex.Append("% needs \\usepackage{amssymb,array,booktabs").Append(isLong ? ",longtable" : "").Append("}\n");
        var preamble = string.Concat(view.Alignments.Select((a, c) => columns.Specification(c, a)));
        if (isLong) Long(tex, view, columns, preamble);
        else Floating(tex, view, columns, preamble);
        return tex.ToString();
    }

    private static void Floating(StringBuilder tex, TableView view, LatexColumns columns, string preamble)
    {
        tex.Append("\\begin{table}\n\\centering\n");
        if (!string.IsNullOrEmpty(view.Table.Caption))
            tex.Append($"\\caption{{{LatexText.Escape(view.Table.Caption)}}}\n");
        tex.Append($"\\label{{tab:{view.Table.Name}}}\n{columns.Size}\\setlength{{\\tabcolsep}}{{3pt}}\n");
        tex.Append($"\\begin{{tabular}}{{{preamble}}}\n");
        Head(tex, view, columns);
        Body(tex, view);
        tex.Append("\\bottomrule\n\\end{tabular}\n\\end{table}\n");
    }

    private static void Long(StringBuilder tex, TableView view, LatexColumns columns, string preamble)
    {
        tex.Append($"{{{columns.Size}\\setlength{{\\tabcolsep}}{{3pt}}\n\\begin{{longtable}}{{{preamble}}}\n");
        tex.Append($"\\caption{{{LatexText.Escape(view.Table.Caption ?? view.Table.Name)}}}");
        tex.Append($"\\label{{tab:{view.Table.Name}}} \\\\\n");
        Head(tex, view, columns);
        tex.Append("\\endfirsthead\n");
        Head(tex, view, columns);
        tex.Append("\\endhead\n\\bottomrule\n\\endfoot\n");
        Body(tex, view);
        tex.Append("\\end{longtable}}\n");
    }

    private static void Head(StringBuilder tex, TableView view, LatexColumns columns)
    {
        tex.Append("\\toprule\n");
        if (view.Table.Spans.Length > 0) Spans(tex, view, columns);
        Row(tex, view.Columns.Select(c => LatexText.Escape(c.Text)));
    }

    private static void Body(StringBuilder tex, TableView view)
    {
        foreach (var group in view.Groups)
        {
            tex.Append("\\midrule\n");
            if (group.Heading is { } heading)
                tex.Append(
                    $"\\multicolumn{{{view.Columns.Count}}}{{l}}{{\\textit{{{LatexText.Escape(heading)}}}}} \\\\\n");
            foreach (var row in group.Rows) Row(tex, row.Select(Marked));
        }
    }

    private static void Spans(StringBuilder tex, TableView view, LatexColumns columns)
    {
        var first = 0;
        var headers = new List<string>();
        foreach (var (header, count) in view.Spans)
        {
            headers.Add(header is null ? ""
                : $"\\multicolumn{{{count}}}{{{columns.Span(first, count)}}}{{{LatexText.Escape(header)}}}");
            first += count;
        }
        Row(tex, headers);
        var column = 1;
        foreach (var (header, count) in view.Spans)
        {
            if (header is not null) tex.Append($"\\cmidrule(lr){{{column}-{column + count - 1}}}");
            column += count;
        }
        tex.Append('\n');
    }

    private static void Row(StringBuilder tex, IEnumerable<string> cells) =>
        tex.AppendJoin(" & ", cells).Append(" \\\\\n");

    private static string Marked(Cell cell) => cell.Rank switch
    {
        Rank.Best => $"\\textbf{{{LatexText.Escape(cell.Text)}}}",
        Rank.Second => $"\\underline{{{LatexText.Escape(cell.Text)}}}",
        _ => LatexText.Escape(cell.Text),
    };
}
