using System.Text;
using ResearchKit.Figures.Rendering;

namespace ResearchKit.Figures.Tables;

/// <summary>A floating table with the rules of booktabs.</summary>
internal static class LatexTable
{
    internal static string Write(TableView view, Provenance? provenance)
    {
        var tex = new StringBuilder();
        if (provenance is not null) tex.Append($"% {provenance.ToString().ReplaceLineEndings(" ")}\n");
        tex.Append("% needs \\usepackage{booktabs}\n\\begin{table}\n\\centering\n");
        if (!string.IsNullOrEmpty(view.Table.Caption))
            tex.Append($"\\caption{{{LatexText.Escape(view.Table.Caption)}}}\n");
        tex.Append($"\\label{{tab:{view.Table.Name}}}\n\\begin{{tabular}}{{");
        foreach (var align in view.Alignments)
            tex.Append(align switch { Align.Left => 'l', Align.Right => 'r', _ => 'c' });
        tex.Append("}\n\\toprule\n");
        if (view.Table.Spans.Length > 0) Spans(tex, view);
        Row(tex, view.Columns.Select(c => LatexText.Escape(c.Text)));
        foreach (var group in view.Groups)
        {
            tex.Append("\\midrule\n");
            if (group.Heading is { } heading)
                tex.Append(
                    $"\\multicolumn{{{view.Columns.Count}}}{{l}}{{\\textit{{{LatexText.Escape(heading)}}}}} \\\\\n");
            foreach (var row in group.Rows) Row(tex, row.Select(Marked));
        }
        return tex.Append("\\bottomrule\n\\end{tabular}\n\\end{table}\n").ToString();
    }

    private static void Spans(StringBuilder tex, TableView view)
    {
        Row(tex,
            view.Spans.Select(s => s.Header is null ? ""
                : $"\\multicolumn{{{s.Count}}}{{c}}{{{LatexText.Escape(s.Header)}}}"));
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
