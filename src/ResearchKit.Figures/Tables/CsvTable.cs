using System.Globalization;
using System.Text;
using ResearchKit.Figures.Rendering;

namespace ResearchKit.Figures.Tables;

/// <summary>Comma-separated values with LF line ends; a number with its uncertainty takes two columns.</summary>
internal static class CsvTable
{
    private const string MarginSuffix = "Margin";

    internal static string Write(Table table, Provenance? provenance)
    {
        var csv = new StringBuilder();
        if (provenance is not null) csv.Append($"# {provenance.ToString().ReplaceLineEndings(" ")}\n");
        var columns = table.Columns.SelectMany(c => table.Rows.Any(r => r.GetValueOrDefault(c.Key) is PlusMinus)
            ? (Column[])[new(c.Key, c.Key, false), new(c.Key + MarginSuffix, c.Key, true)]
            : [new(c.Key, c.Key, false)]).ToArray();
        csv.AppendJoin(',', columns.Select(c => Quote(c.Header))).Append('\n');
        foreach (var row in table.Rows)
            csv.AppendJoin(',', columns.Select(c => Quote(Value(row.GetValueOrDefault(c.Key), c.Margin)))).Append('\n');
        return csv.ToString();
    }

    private readonly record struct Column(string Header, string Key, bool Margin);

    private static string Value(object? value, bool margin) => value switch
    {
        PlusMinus e => Number(margin ? e.Margin : e.Value),
        null => "",
        _ when margin => "",
        double v => Number(v),
        float v => float.IsNaN(v) ? "" : v.ToString(CultureInfo.InvariantCulture),
        bool b => b ? "true" : "false",
        DateTime d => d.ToString("s", CultureInfo.InvariantCulture),
        DateOnly d => d.ToString("o", CultureInfo.InvariantCulture),
        IFormattable f => f.ToString(null, CultureInfo.InvariantCulture),
        System.Collections.IEnumerable items and not string =>
            string.Join(';', items.Cast<object?>().Select(i => Value(i, false))),
        _ => value.ToString() ?? "",
    };

    private static string Number(double v) => double.IsNaN(v) ? "" : NumberText.Data(v);

    private static string Quote(string field) => field.IndexOfAny([',', '"', '\n', '\r']) >= 0
        || field.StartsWith('#') || field != field.Trim()
        ? "\"" + field.Replace("\"", "\"\"") + "\""
        : field;
}
