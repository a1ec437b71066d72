using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using ResearchKit.Pairs.Formats;

namespace ResearchKit.Pairs;

/// <summary>Files of preference pairs: JSON objects, one per line (JSONL) or in one list (JSON).</summary>
public static class PairFile
{
    internal static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>
    /// Reads pairs one by one, without holding the file. Rows that are no pairs are left out and counted in the report.
    /// </summary>
    /// <param name="path">The file; a list if its first character is <c>[</c>, else lines.</param>
    /// <param name="format">How rows are laid out.</param>
    /// <param name="report">Takes the counts; complete when the last pair has been read.</param>
    /// <exception cref="PairFormatException">
    /// The file is Parquet or compressed, or a list is broken off or no JSON: what follows cannot be told.
    /// </exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IEnumerable<PreferencePair> Read(string path, PairFormat format, LoadReport report) =>
        ReadRows(path, format, report).Select(r => r.Pair).OfType<PreferencePair>();

    /// <summary>The same with the rows that are no pairs, each with its number and what is wrong with it.</summary>
    /// <inheritdoc cref="Read"/>
    public static IEnumerable<PairRow> ReadRows(string path, PairFormat format, LoadReport report) =>
        Rows(path).Select(r => Parse(r.Row, r.Number, format, report));

    /// <summary>The format of a file, told by the fields of its first JSON object.</summary>
    /// <exception cref="PairFormatException">There is no object, or it has the fields of no format.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static PairFormat FormatOf(string path)
    {
        foreach (var (row, _) in Rows(path))
            if (row?.ValueKind == JsonValueKind.Object)
                return PairFormat.Of(row.Value) ?? throw new PairFormatException(
                    $"{path}: the fields {string.Join(", ", row.Value.EnumerateObject().Take(12).Select(f => f.Name))} belong to none of the formats {string.Join(", ", PairFormat.All.Keys)}");
        throw new PairFormatException($"{path}: there is no row: a list of JSON objects, or one object per line, is needed");
    }

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
                writer.WriteLine(Text(format.Write(pair)));
                count++;
            }
        });
        return count;
    }

    internal static string Text(JsonObject row) => row.ToJsonString(Readable);

    private static PairRow Parse(JsonElement? row, int number, PairFormat format, LoadReport report)
    {
        try
        {
            if (row is null) throw new PairFormatException("the line is no JSON");
            if (row.Value.ValueKind != JsonValueKind.Object) throw new PairFormatException("the row is no JSON object");
            var pair = format.Read(row.Value, number);
            if (pair.Chosen == pair.Rejected && pair.RejectedImage is null) throw new PairFormatException("chosen and rejected are the same");
            report.Keep(pair);
            return new(number, pair, null);
        }
        catch (PairFormatException error)
        {
            return Drop(error.Message);
        }
        catch (InvalidOperationException) // how the JSON reader reports an escape such as "\ud800" alone
        {
            return Drop("a text holds half a character");
        }

        PairRow Drop(string reason)
        {
            report.Drop(reason, number);
            return new(number, null, reason);
        }
    }

    // Null for a line that is no JSON.
    private static IEnumerable<(JsonElement? Row, int Number)> Rows(string path) => IsList(path) ? Elements(path) : Lines(path);

    private static bool IsList(string path)
    {
        RefuseBinary(path);
        using var reader = new StreamReader(path);
        int c;
        while ((c = reader.Read()) >= 0 && char.IsWhiteSpace((char)c)) { }
        return c == '[';
    }

    // The formats that such data comes in besides JSON, by their first bytes.
    private static void RefuseBinary(string path)
    {
        using var file = File.OpenRead(path);
        Span<byte> start = stackalloc byte[4];
        start = start[..file.ReadAtLeast(start, 4, throwOnEndOfStream: false)];
        if (start.SequenceEqual("PAR1"u8))
            throw new PairFormatException($"{path} is a Parquet file, which is not read here: unpack it into JSON, one object per line, with the pictures as files (environment/parquet_to_pairs.py in the repository does)");
        if (start.StartsWith((ReadOnlySpan<byte>)[0x1f, 0x8b])) throw new PairFormatException($"{path} is compressed by gzip: decompress it first");
        if (start.StartsWith("PK"u8)) throw new PairFormatException($"{path} is a ZIP archive: unpack it first");
    }

    private static IEnumerable<(JsonElement? Row, int Number)> Lines(string path)
    {
        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            if (!string.IsNullOrWhiteSpace(line)) yield return (TryParse(line), number);
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

    private static IEnumerable<(JsonElement? Row, int Number)> Elements(string path)
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

/// <summary>A row of a file of pairs.</summary>
/// <param name="Number">Line of a JSONL file, or element of a JSON list, from 1.</param>
/// <param name="Pair">What it holds; null if it is no pair.</param>
/// <param name="Problem">Why it is none; else null.</param>
public sealed record PairRow(int Number, PreferencePair? Pair, string? Problem);
