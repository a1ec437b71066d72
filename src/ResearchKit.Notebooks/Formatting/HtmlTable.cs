using System.Collections;
using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;

namespace ResearchKit.Notebooks.Formatting;

/// <summary>HTML for values that read best as a table: sequences of records, dictionaries, single records.</summary>
internal static class HtmlTable
{
    private const int MaxDepth = 3;
    private const int MoreRows = 100;

    /// <summary>The table, or null for a value that is no table (scalars, sequences of scalars, own
    /// <c>ToString</c>).</summary>
    public static string? For(object value, PlainText text) => For(value, text, 0);

    /// <summary>A sequence of anything, one item a row.</summary>
    public static string List(IEnumerable sequence, PlainText text, int depth = 0) =>
        Table(["value"], [false], Rows(sequence, text, item => [item]), text, depth);

    private static string? For(object value, PlainText text, int depth)
    {
        if (Shape.Map(value) is { } map)
        {
            var rows = Rows(map.Keys, text, key => [key, DisplayFailure.Or(() => map[key!])]);
            return Table(["key", "value"], [false, false], rows, text, depth);
        }

        if (value is IEnumerable sequence and not string && !Shape.HasOwnText(value.GetType()))
            return Sequence(sequence, text, depth);
        if (!Shape.IsObject(value.GetType())) return null;
        var members = Shape.Members(value.GetType());
        if (members.Length == 0) return null;
        var values = members.Select(m => new object?[] { m.Name, Shape.Read(m, value) });
        return Table(["property", "value"], [false, false], values, text, depth);
    }

    private static string? Sequence(IEnumerable sequence, PlainText text, int depth)
    {
        var type = Shape.ElementType(sequence.GetType());
        if (type == typeof(object) || type.IsInterface || type.IsAbstract)
        {
            // The declared type says nothing about columns: a sequence of one kind of record is still a table.
            var kinds = DisplayFailure.Items(sequence).Take(text.ListLimit).Where(item => item is not DisplayFailure)
                .Select(item => item?.GetType()).Distinct().ToList();
            if (kinds is not [{ } only]) return null;
            type = only;
        }

        if (text.HasOwn)
        {
            // Items that the notebook itself shows are no rows of their properties.
            var first = DisplayFailure.Items(sequence).Take(text.ListLimit)
                .FirstOrDefault(item => item is not null and not DisplayFailure);
            if (text.Own(first, "text/html") is not null) return List(sequence, text, depth);
            if (text.Own(first, "text/plain") is not null) return null;
        }

        if (!Shape.IsObject(type) || type == typeof(RichContent)) return null;
        var columns = Shape.Members(type);
        if (columns.Length == 0) return null;
        bool[] numeric = [.. columns.Select(c => Shape.IsNumber(Shape.TypeOf(c)))];
        object?[] Cells(object? row) => [.. columns.Select(c => row is null ? null : Shape.Read(c, row))];
        var table = Table(columns.Select(c => c.Name), numeric, Rows(sequence, text, Cells), text, depth);
        return depth > 0 || Shape.Count(sequence) is not { } count || count <= text.ListLimit ? table
            : table + More(columns.Select(c => c.Name), numeric,
                DisplayFailure.Items(sequence).Skip(text.ListLimit).Take(MoreRows).Select(row => Row(row, Cells)),
                Math.Min(count - text.ListLimit, MoreRows), text);
    }

    /// <summary>Rows behind the limit, which the reader can open.</summary>
    private static string More(
        IEnumerable<string> header, bool[] numeric, IEnumerable<object?[]> rows, int count, PlainText text) =>
        $"\n<details><summary>the next {count} rows</summary>\n{Table(header, numeric, rows, text, 1)}\n</details>";

    private static IEnumerable<object?[]> Rows(IEnumerable sequence, PlainText text, Func<object?, object?[]> cells)
    {
        var shown = 0;
        foreach (var item in DisplayFailure.Items(sequence))
        {
            if (shown == text.ListLimit)
            {
                yield return [PlainText.Rest(Shape.Count(sequence) - shown)];
                yield break;
            }

            shown++;
            yield return Row(item, cells);
        }
    }

    private static object?[] Row(object? item, Func<object?, object?[]> cells) =>
        item is DisplayFailure ? [item] : cells(item);

    private static string Table(
        IEnumerable<string> header, bool[] numeric, IEnumerable<object?[]> rows, PlainText text, int depth)
    {
        var html = new StringBuilder("<table>\n<thead><tr>");
        foreach (var (i, name) in header.Index())
            html.Append(Open("th", numeric[i])).Append(WebUtility.HtmlEncode(name)).Append("</th>");
        html.Append("</tr></thead>\n<tbody>\n");
        foreach (var row in rows)
        {
            html.Append("<tr>");
            if (row.Length < numeric.Length) html.Append(
                $"<td colspan=\"{numeric.Length}\">{WebUtility.HtmlEncode(row[0]!.ToString())}</td>");
            else foreach (var (i, cell) in row.Index())
                html.Append(Open("td", numeric[i])).Append(Cell(cell, text, depth)).Append("</td>");
            html.Append("</tr>\n");
        }

        return html.Append("</tbody>\n</table>").ToString();
    }

    /// <summary>The HTML that a value of ASP.NET or PocketView is.</summary>
    public static string Content(IHtmlContent html) => FormatterRegistry.Written(writer =>
    {
        html.WriteTo(writer, HtmlEncoder.Default);
        return true;
    })!;

    private static string Open(string tag, bool numeric) =>
        numeric ? $"<{tag} style=\"text-align: right\">" : $"<{tag}>";

    private static string Cell(object? cell, PlainText text, int depth)
    {
        try
        {
            return Content(cell, text, depth);
        }
        catch (Exception e) when (DisplayFailure.IsShown(e))
        {
            return WebUtility.HtmlEncode(new DisplayFailure(e).ToString());
        }
    }

    private static string Content(object? cell, PlainText text, int depth)
    {
        if (cell is null) return "";
        if (!text.HasRoom()) return "…";
        if (cell is IHtmlContent html) return Content(html);
        if (text.Own(cell, "text/html") is { } own) return own;
        if (text.Own(cell, "text/plain") is { } plain) return WebUtility.HtmlEncode(plain);
        // Objects in objects open as a tree; one that contains itself ends at the depth.
        return depth < MaxDepth && !Shape.IsScalar(cell.GetType()) && For(cell, text, depth + 1) is { } inside
            ? $"<details><summary>{WebUtility.HtmlEncode(Summary(cell))}</summary>\n{inside}\n</details>"
            : WebUtility.HtmlEncode(text.Describe(cell));
    }

    private static string Summary(object value) =>
        value is IEnumerable items ? Shape.Count(items) is { } count ? $"{count} items" : "items"
        : Shape.IsAnonymous(value.GetType()) ? "{ … }" : PlainText.TypeName(value.GetType());
}
