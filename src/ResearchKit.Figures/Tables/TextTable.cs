using System.Globalization;
using System.Text;
using ResearchKit.Figures.Rendering;

namespace ResearchKit.Figures.Tables;

/// <summary>A table in a face of equal widths.</summary>
internal static class TextTable
{
    private const string Gap = "  ";

    internal static string Write(TableView view)
    {
        var marks = view.Groups.SelectMany(g => g.Rows).SelectMany(r => r).Any(c => c.Rank != Rank.None);
        var ranked = view.Columns.Select(c => c.Best != Best.None).ToArray();
        var headers = Headers(view).Select((h, i) => h + (ranked[i] ? " " : "")).ToArray();
        string Shown(Cell cell, int column) => RichText.Plain(cell.Text).ReplaceLineEndings(" ")
            + (ranked[column] ? cell.Rank switch { Rank.Best => "*", Rank.Second => "+", _ => " " } : "");
        var widths = headers.Select((h, c) => view.Groups.SelectMany(g => g.Rows).Select(r => Length(Shown(r[c], c)))
            .Append(Length(h)).Max()).ToArray();
        var text = new StringBuilder();
        if (!string.IsNullOrEmpty(view.Table.Caption)) text.Append(RichText.Plain(view.Table.Caption)).Append('\n');
        Row(text, headers, widths, view.Alignments);
        var rule = new string('\u2500', widths.Sum() + Math.Max(0, widths.Length - 1) * Gap.Length);
        foreach (var group in view.Groups)
        {
            text.Append(rule).Append('\n');
            if (group.Heading is { } heading) text.Append(RichText.Plain(heading)).Append('\n');
            foreach (var row in group.Rows) Row(text, [.. row.Select(Shown)], widths, view.Alignments);
        }
        if (marks) text.Append(rule).Append("\n* best  + second\n");
        return text.ToString();
    }

    private static IEnumerable<string> Headers(TableView view)
    {
        var column = 0;
        foreach (var (span, count) in view.Spans)
            for (var i = 0; i < count; i++, column++)
                yield return RichText.Plain((span is null ? "" : span + ": ") + view.Columns[column].Text);
    }

    private static void Row(StringBuilder text, IReadOnlyList<string> cells, int[] widths, IReadOnlyList<Align> aligns)
    {
        var line = new StringBuilder();
        for (var c = 0; c < cells.Count; c++)
        {
            var room = widths[c] - Length(cells[c]);
            var before = aligns[c] switch { Align.Right => room, Align.Center => room / 2, _ => 0 };
            if (c > 0) line.Append(Gap);
            line.Append(' ', before).Append(cells[c]).Append(' ', room - before);
        }
        text.Append(line.ToString().TrimEnd()).Append('\n');
    }

    private static int Length(string text) => new StringInfo(text).LengthInTextElements;
}
