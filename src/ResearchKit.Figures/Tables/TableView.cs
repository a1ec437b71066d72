using System.Globalization;
using ResearchKit.Figures.Rendering;

namespace ResearchKit.Figures.Tables;

/// <summary>How a cell stands out.</summary>
internal enum Rank
{
    None,
    Best,
    Second,
}

/// <summary>A cell as it is shown.</summary>
internal readonly record struct Cell(string Text, Rank Rank);

/// <summary>Rows under one heading; the heading is null in a table without groups.</summary>
internal sealed record RowGroup(string? Heading, IReadOnlyList<IReadOnlyList<Cell>> Rows);

/// <summary>A table as it is shown in any format: texts, alignments, ranks, groups.</summary>
internal sealed class TableView
{
    private const string Missing = "\u2013";
    private const string Minus = "\u2212";

    internal TableView(Table table)
    {
        Table = table;
        Columns = [.. table.Columns.Where(c => c.Key != table.GroupKey)];
        Alignments = [.. Columns.Select(Alignment)];
        var groups = table.GroupKey is { } key
            ? table.Rows.GroupBy(r => Text(r.GetValueOrDefault(key), null))
            .Select(g => (Heading: (string?)g.Key, Rows: g.ToArray()))
            : [(null, table.Rows.ToArray())];
        var texts = groups.Select(g => (g.Heading, g.Rows, Cells: g.Rows.Select(Texts).ToArray())).ToArray();
        Groups = [.. texts.Select(g => new RowGroup(g.Heading, [.. g.Cells.Select(row => (IReadOnlyList<Cell>)
            [.. row.Select((t, c) => new Cell(t, RankOf(t, c, table.BestOfGroup ? g.Rows : [.. table.Rows])))])]))];
    }

    internal Table Table { get; }

    internal IReadOnlyList<TableColumn> Columns { get; }

    /// <summary>Left, center or right for each column.</summary>
    internal IReadOnlyList<Align> Alignments { get; }

    internal IReadOnlyList<RowGroup> Groups { get; }

    /// <summary>Headers above columns from left to right, with how many columns each spans; null where there is
    /// none.</summary>
    internal IReadOnlyList<(string? Header, int Count)> Spans
    {
        get
        {
            var spans = new List<(string?, int)>();
            for (var i = 0; i < Columns.Count;)
            {
                var span = Table.Spans.FirstOrDefault(s => s.Keys.Contains(Columns[i].Key));
                var count = span is null ? 1 : Columns.Skip(i).TakeWhile(c => span.Keys.Contains(c.Key)).Count();
                spans.Add((span?.Header, count));
                i += count;
            }
            return spans;
        }
    }

    private string[] Texts(IReadOnlyDictionary<string, object?> row) =>
        [.. Columns.Select(c => Text(row.GetValueOrDefault(c.Key), c))];

    /// <summary>
    /// By what readers see: values that look alike share a rank. There is no best where all look alike.
    /// </summary>
    private Rank RankOf(string text, int column, IReadOnlyList<IReadOnlyDictionary<string, object?>> rows)
    {
        var direction = Columns[column].Best;
        if (direction == Best.None || text == Missing) return Rank.None;
        var ordered = rows.Select(r => r.GetValueOrDefault(Columns[column].Key))
            .Where(v => double.IsFinite(Number(v)))
            .OrderBy(v => direction == Best.Highest ? -Number(v) : Number(v))
            .Select(v => ValueText(v, Columns[column])).Distinct().Take(2).ToArray();
        if (ordered.Length < 2) return Rank.None;
        var shown = text.Split(" \u00B1 ")[0];
        return shown == ordered[0] ? Rank.Best : shown == ordered[1] ? Rank.Second : Rank.None;
    }

    private Align Alignment(TableColumn column)
    {
        if (column.Align != Align.Auto) return column.Align;
        var values = Table.Rows.Select(r => r.GetValueOrDefault(column.Key)).Where(v => v is not null).ToArray();
        return values.Length > 0 && values.All(v => !double.IsNaN(Number(v)) || v is double or float or PlusMinus)
            ? Align.Right
            : Align.Left;
    }

    private string Text(object? value, TableColumn? column)
    {
        if (value is PlusMinus estimate && double.IsFinite(estimate.Value) && double.IsFinite(estimate.Margin))
            return $"{Formatted(estimate.Value, column)} \u00B1 {Formatted(estimate.Margin, column)}";
        return ValueText(value, column);
    }

    private string ValueText(object? value, TableColumn? column) => value switch
    {
        null or "" => Missing,
        PlusMinus e => Formatted(e.Value, column),
        double or float or Half or decimal => Formatted(Number(value), column),
        bool b => b ? "yes" : "no",
        DateTime d => d.ToString(column?.Format ?? "yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateOnly d => d.ToString(column?.Format ?? "yyyy-MM-dd", CultureInfo.InvariantCulture),
        sbyte or byte or short or ushort or int or uint or long or ulong =>
            ((IFormattable)value).ToString(column?.Format, CultureInfo.InvariantCulture).Replace("-", Minus),
        IFormattable f => f.ToString(column?.Format, CultureInfo.InvariantCulture),
        System.Collections.IEnumerable items and not string =>
            string.Join(", ", items.Cast<object?>().Select(i => Text(i, null))),
        _ => value.ToString() ?? Missing,
    };

    private string Formatted(double value, TableColumn? column)
    {
        if (double.IsNaN(value)) return Missing;
        if (double.IsInfinity(value)) return value > 0 ? "\u221E" : Minus + "\u221E";
        if (column is null) return NumberText.Short(value);
        return NumberText.Formatted(value, column.Format ?? DefaultFormat(column));
    }

    /// <summary>As many decimals for the whole column as give its largest number three digits; at most four.</summary>
    private string DefaultFormat(TableColumn column)
    {
        var largest = Table.Rows.Select(r => Math.Abs(Number(r.GetValueOrDefault(column.Key))))
            .Where(v => double.IsFinite(v) && v > 0).DefaultIfEmpty(1).Max();
        return largest is >= 1e7 or < 1e-4 ? "0.##e+0" : "F" + Math.Clamp(2 - PortableMath.FloorLog10(largest), 0, 4);
    }

    private static double Number(object? value) => value switch
    {
        double v => v,
        float v => v,
        Half v => (double)v,
        decimal v => (double)v,
        PlusMinus v => v.Value,
        sbyte or byte or short or ushort or int or uint or long or ulong =>
            Convert.ToDouble(value, CultureInfo.InvariantCulture),
        _ => double.NaN,
    };
}
