using System.Globalization;
using CsvHelper;

namespace ResearchKit.Benchmarks;

/// <summary>Reads a CSV file of printed numbers; every error names the file, the line and the column.</summary>
internal sealed class PublishedCsv
{
    private readonly CsvReader _csv;
    private readonly string _path;

    // A stray quotation mark is an error here; the reader's default would guess what was meant.
    private static readonly CsvReaderOptions Options = new()
    {
        Separator = ',', MalformedData = CsvMalformedDataHandling.Throw, TrackLineNumbers = true,
    };

    private PublishedCsv(CsvReader csv, string path) => (_csv, _path) = (csv, path);

    /// <summary>One record per line below the header.</summary>
    public static IReadOnlyList<T> Read<T>(string path, Func<PublishedCsv, T> record)
    {
        if (!File.Exists(path)) throw new FileNotFoundException($"there is no file '{path}'", path);
        using var csv = CsvReader.FromFile(path, Options);
        if (csv.Headers.Count == 0)
            throw new InvalidDataException($"{path}: the file is empty; a header line with the columns is expected");
        var row = new PublishedCsv(csv, path);
        var records = new List<T>();
        try
        {
            while (csv.Read()) records.Add(record(row));
        }
        catch (CsvFormatException e)
        {
            throw new InvalidDataException(
                $"{path}, line {e.LineNumber}: a quotation mark does not belong to a quoted cell", e);
        }
        return records.Count > 0 ? records
            : throw new InvalidDataException($"{path}: there is no line below the header");
    }

    /// <summary>A cell that may be empty.</summary>
    public string TextOrEmpty(string column)
    {
        if (!_csv.TryGetFieldIndex(column, out var index))
            throw Error(column, $"the header has no such column; it has {string.Join(", ", _csv.Headers)}");
        return index < _csv.FieldCount
            ? _csv.GetString(index).Trim()
            : throw Error(column, "the line ends before this column");
    }

    /// <summary>A cell that must not be empty.</summary>
    public string Text(string column) =>
        TextOrEmpty(column) is { Length: > 0 } text ? text : throw Error(column, "it is empty");

    /// <summary>A percentage, or null for an empty cell.</summary>
    public ReportedValue? Percent(string column) => Number(column, 0, 100);

    /// <summary>A percentage that must be there.</summary>
    public ReportedValue Required(string column) => Percent(column) ?? throw Error(column, "it is empty");

    /// <summary>A number in a range, or null for an empty cell.</summary>
    public ReportedValue? Number(string column, decimal low, decimal high)
    {
        var text = TextOrEmpty(column);
        if (text.Length == 0) return null;
        if (!ReportedValue.TryParse(text, out var number))
            throw Error(column, $"'{text}' is not a number such as 85.0");
        return number.Value >= low && number.Value <= high
            ? number
            : throw Error(column, $"{text} is outside {low.ToString(CultureInfo.InvariantCulture)} to " +
                high.ToString(CultureInfo.InvariantCulture));
    }

    private InvalidDataException Error(string? column, string what) =>
        new($"{_path}, line {_csv.LineNumber}" + (column is null ? "" : $", column '{column}'") + $": {what}");
}
