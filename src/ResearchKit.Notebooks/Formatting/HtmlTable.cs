using System.Collections;
using System.Net;
using System.Text;

namespace ResearchKit.Notebooks.Formatting;

/// <summary>HTML for values that read best as a table: sequences of records, dictionaries, single records.</summary>
internal static class HtmlTable
{
    /// <summary>The table, or null for a value that is no table (scalars, sequences of scalars, own
    /// <c>ToString</c>).</summary>
    public static string? For(object value, PlainText text)
    {
        if (value is IDictionary map)
        {
            return Table(["key", "value"], [false, false], Rows(map.Keys, text, key => [key, map[key!]]), text);
        }

        if (value is IEnumerable sequence and not string && !Shape.HasOwnText(value.GetType()))
            return Sequence(sequence, text);
        if (!Shape.IsObject(value.GetType())) return null;
        var properties = Shape.Properties(value.GetType());
        if (properties.Length == 0) return null;
        var rows = properties.Select(p => new object?[] { p.Name, Shape.Read(p, value) });
        return Table(["property", "value"], [false, false], rows, text);
    }

    private static string? Sequence(IEnumerable sequence, PlainText text)
    {
        var type = Shape.ElementType(sequence.GetType());
        if (type == typeof(object) || type.IsInterface || type.IsAbstract)
        {
            // The declared type says nothing about columns: a sequence of one kind of record is still a table.
            var kinds = sequence.Cast<object?>().Take(text.ListLimit).Select(item => item?.GetType()).Distinct()
                .ToList();
            if (kinds is not [{ } only]) return null;
            type = only;
        }

        if (!Shape.IsObject(type) || type == typeof(RichContent)) return null;
        var columns = Shape.Properties(type);
        if (columns.Length == 0) return null;
        return Table(
            columns.Select(c => c.Name),
            [.. columns.Select(c => Shape.IsNumber(c.PropertyType))],
            Rows(sequence, text, row => [.. columns.Select(c => row is null ? null : Shape.Read(c, row))]),
            text);
    }

    private static IEnumerable<object?[]> Rows(IEnumerable sequence, PlainText text, Func<object?, object?[]> cells)
    {
        var shown = 0;
        foreach (var item in sequence)
        {
            if (shown == text.ListLimit)
            {
                yield return [PlainText.Rest(Shape.Count(sequence) - shown)];
                yield break;
            }

            shown++;
            yield return cells(item);
        }
    }

    private static string Table(IEnumerable<string> header, bool[] numeric, IEnumerable<object?[]> rows, PlainText text)
    {
        var html = new StringBuilder("<table>\n<thead><tr>");
        foreach (var (i, name) in header.Index())
            html.Append(Open("th", numeric[i])).Append(WebUtility.HtmlEncode(name)).Append("</th>");
        html.Append("</tr></thead>\n<tbody>\n");
        foreach (var row in rows)
        {
            html.Append("<tr>");
            if (row.Length < numeric.Length) html.Append($"<td colspan=\"{numeric.Length}\">{row[0]}</td>");
            else foreach (var (i, cell) in row.Index()) html.Append(Open("td", numeric[i])).Append(Cell(cell, text))
            .Append("</td>");
            html.Append("</tr>\n");
        }

        return html.Append("</tbody>\n</table>").ToString();
    }

    private static string Open(string tag, bool numeric) =>
        numeric ? $"<{tag} style=\"text-align: right\">" : $"<{tag}>";

    private static string Cell(object? cell, PlainText text) =>
        cell is RichContent { MimeType: "text/html" } html ? html.Text
        : WebUtility.HtmlEncode(cell is null ? "" : text.Describe(cell));
}
