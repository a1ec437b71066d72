using System.Text;
using ResearchKit.Figures.Rendering;

namespace ResearchKit.Figures.Tables;

/// <summary>A pipe table of GitHub's Markdown. Spanning headers become prefixes, groups become rows of their
/// own.</summary>
internal static class MarkdownTable
{
    internal static string Write(TableView view, Provenance? provenance)
    {
        var text = new StringBuilder();
        if (provenance is not null) text.Append($"<!-- {provenance.ToString().Replace("--", "- -")} -->\n\n");
        if (!string.IsNullOrEmpty(view.Table.Caption)) text.Append(Escape(view.Table.Caption)).Append("\n\n");
        var headers = new List<string>();
        var column = 0;
        foreach (var (span, count) in view.Spans)
            for (var i = 0; i < count; i++, column++)
                headers.Add(Escape((span is null ? "" : span + ": ") + view.Columns[column].Text));
        Row(text, headers);
        Row(text, view.Alignments.Select(a => a switch { Align.Left => ":---", Align.Right => "---:", _ => ":---:" }));
        foreach (var group in view.Groups)
        {
            if (group.Heading is { } heading)
                Row(text, view.Columns.Select((_, i) => i == 0 ? $"*{Escape(heading)}*" : ""));
            foreach (var row in group.Rows)
                Row(text, row.Select(c => c.Rank switch
                {
                    Rank.Best => $"**{Escape(c.Text)}**",
                    Rank.Second => $"<u>{Escape(c.Text)}</u>",
                    _ => Escape(c.Text),
                }));
        }
        return text.ToString();
    }

    private static void Row(StringBuilder text, IEnumerable<string> cells) =>
        text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");

    private static string Escape(string text)
    {
        var escaped = new StringBuilder();
        foreach (var c in RichText.Html(text))
            if (c == '\n') escaped.Append("<br>");
            else if (c is '|' or '*' or '_' or '`' or '\\' or '[' or ']' or '~' or '#' or '$')
                escaped.Append('\\').Append(c);
            else escaped.Append(c);
        return escaped.ToString();
    }
}
