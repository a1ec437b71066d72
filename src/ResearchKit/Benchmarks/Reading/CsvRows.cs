using System.Text.Json;
using CsvHelper;

namespace ResearchKit.Benchmarks.Reading;

/// <summary>Rows of a CSV file with a header: each becomes an object of texts. Empty cells are left out.</summary>
internal static class CsvRows
{
    private static readonly CsvReaderOptions Options = new() { Separator = ',', TrackLineNumbers = true };

    public static IEnumerable<JsonRecord> Read(string path)
    {
        using var csv = CsvReader.FromFile(path, Options);
        if (csv.Headers.Count == 0) throw new BenchmarkException($"{path}: the file is empty; a header line is needed");
        while (csv.Read())
        {
            var row = new Dictionary<string, string>();
            for (var i = 0; i < csv.Headers.Count && i < csv.FieldCount; i++)
                if (csv.GetString(i) is { Length: > 0 } cell) row[csv.Headers[i].Trim('\uFEFF', ' ')] = cell;
            yield return new(path, (int)csv.LineNumber, null, JsonSerializer.SerializeToElement(row));
        }
    }
}
