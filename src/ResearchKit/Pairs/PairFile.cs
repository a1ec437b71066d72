using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ResearchKit.Pairs.Formats;

namespace ResearchKit.Pairs;

/// <summary>Files of preference pairs: JSON objects, one per line (JSONL) or in one list (JSON).</summary>
public static class PairFile
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>
    /// Reads pairs one by one, without holding the file. Rows that are no pairs are left out and counted in the report.
    /// </summary>
    /// <param name="path">The file; a list if its first character is <c>[</c>, else lines.</param>
    /// <param name="format">How rows are laid out.</param>
    /// <param name="report">Takes the counts; complete when the last pair has been read.</param>
    /// <exception cref="PairFormatException">A list is broken off or no JSON: what follows cannot be told.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IEnumerable<PreferencePair> Read(string path, PairFormat format, LoadReport report) =>
        (IsList(path) ? Elements(path) : Lines(path, report)).Select(r => Parse(r.Row, r.Number, format, report)).OfType<PreferencePair>();

    /// <summary>Writes pairs as JSONL. The file appears under its name only when it is complete.</summary>
    /// <returns>The number of pairs.</returns>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static int Write(string path, IEnumerable<PreferencePair> pairs, PairFormat format)
    {
        var count = 0;
        WholeFile.Write(path, file =>
        {
            using var writer = new StreamWriter(file, new UTF8Encoding(false)) { NewLine = "\n" };
            foreach (var pair in pairs)
            {
                writer.WriteLine(format.Write(pair).ToJsonString(Readable));
                count++;
            }
        });
        return count;
    }

    private static PreferencePair? Parse(JsonElement row, int number, PairFormat format, LoadReport report)
    {
        try
        {
            if (row.ValueKind != JsonValueKind.Object) throw new PairFormatException("the row is no JSON object");
            var pair = format.Read(row, number);
            if (pair.Chosen == pair.Rejected && pair.RejectedImage is null) throw new PairFormatException("chosen and rejected are the same");
            report.Keep(pair);
            return pair;
        }
        catch (PairFormatException error)
        {
            report.Drop(error.Message, number);
            return null;
        }
        catch (InvalidOperationException) // how the JSON reader reports an escape such as "\ud800" alone
        {
            report.Drop("a text holds half a character", number);
            return null;
        }
    }

    private static bool IsList(string path)
    {
        using var reader = new StreamReader(path);
        int c;
        while ((c = reader.Read()) >= 0 && char.IsWhiteSpace((char)c)) { }
        return c == '[';
    }

    private static IEnumerable<(JsonElement Row, int Number)> Lines(string path, LoadReport report)
    {
        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line)) continue;
            if (TryParse(line) is { } row) yield return (row, number);
            else report.Drop("the line is no JSON", number);
        }
    }

    private static JsonElement? TryParse(string line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static IEnumerable<(JsonElement Row, int Number)> Elements(string path)
    {
        using var file = File.OpenRead(path);
        using var rows = JsonSerializer.DeserializeAsyncEnumerable<JsonElement>(file).ToBlockingEnumerable().GetEnumerator();
        for (var number = 1; Next(number); number++) yield return (rows.Current, number);

        bool Next(int number)
        {
            try
            {
                return rows.MoveNext();
            }
            catch (JsonException error)
            {
                throw new PairFormatException($"{path}: the list breaks at or after element {number}. {error.Message}");
            }
        }
    }
}
