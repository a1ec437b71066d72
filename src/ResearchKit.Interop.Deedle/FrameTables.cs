using Deedle;
using ResearchKit.Figures;

namespace ResearchKit.Interop.Deedle;

/// <summary>Frames as our tables (HTML, LaTeX, Markdown, CSV) and our tables as frames.</summary>
public static class FrameTables
{
    /// <summary>The frame as a table; missing values are shown as an en dash.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="name">The table's name: lower-case letters, digits and hyphens.</param>
    /// <param name="rows">Rows to take, from the first; all if null.</param>
    /// <remarks>Row keys become a column <c>row</c> (<c>row key</c> where a column is called so), unless they are
    /// 0, 1, 2, ... as Deedle makes them itself.</remarks>
    public static Table ToTable<TRow, TColumn>(this Frame<TRow, TColumn> frame, string name, int? rows = null)
        where TRow : notnull where TColumn : notnull
    {
        var taken = Math.Min(rows ?? int.MaxValue, frame.RowCount);
        var keys = frame.RowKeys.Take(taken).Cast<object>().ToArray();
        var columns = frame.ColumnKeys.Select((key, i) => (Name: Text(key), Values: frame.Columns.GetAt(i))).ToArray();
        var named = keys.Index().Any(k => k.Item is not int number || number != k.Index);
        var keyColumn = columns.Any(c => c.Name == "row") ? "row key" : "row";
        var table = Table.From(name, Enumerable.Range(0, taken).Select(i =>
        {
            var cells = new Dictionary<string, object?>();
            if (named) cells[keyColumn] = keys[i];
            foreach (var (column, values) in columns)
                cells[column] = values.TryGetAt(i) is { HasValue: true } cell ? cell.Value : null;
            return cells;
        }));
        return taken > 0 ? table
            : table with { Columns = [.. columns.Select(c => new TableColumn(c.Name) { Header = c.Name })] };
    }

    /// <summary>The table's columns as a frame with rows 0, 1, 2, ...; null and NaN are missing.</summary>
    public static Frame<int, string> ToFrame(this Table table)
    {
        var frame = Frame.FromRowKeys<int>(Enumerable.Range(0, table.Rows.Length));
        foreach (var column in table.Columns)
        {
            var cells = table.Rows.Select(r => r.GetValueOrDefault(column.Key)).Index().Where(c => c.Item is not null)
                .ToArray();
            frame.AddColumn(column.Key, Series(cells!));
        }
        return frame;
    }

    internal static string Text(object key) =>
        Convert.ToString(key, System.Globalization.CultureInfo.InvariantCulture)!;

    // One type for a column lets Deedle compute with it; mixed ones stay objects.
    private static ISeries<int> Series((int Row, object Value)[] cells) => cells switch
    {
        _ when cells.All(c => c.Value is double) => Of<double>(cells),
        _ when cells.All(c => c.Value is int) => Of<int>(cells),
        _ when cells.All(c => c.Value is string) => Of<string>(cells),
        _ when cells.All(c => c.Value is bool) => Of<bool>(cells),
        _ when cells.All(c => c.Value is long) => Of<long>(cells),
        _ when cells.All(c => c.Value is float) => Of<float>(cells),
        _ when cells.All(c => c.Value is decimal) => Of<decimal>(cells),
        _ when cells.All(c => c.Value is DateTime) => Of<DateTime>(cells),
        _ => Of<object>(cells),
    };

    private static Series<int, T> Of<T>((int Row, object Value)[] cells) =>
        new(cells.Select(c => c.Row), cells.Select(c => (T)c.Value));
}
