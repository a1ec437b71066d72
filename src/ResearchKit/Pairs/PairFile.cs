using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using ResearchKit.Datasets.Json;
using ResearchKit.Pairs.Formats;

namespace ResearchKit.Pairs;

/// <summary>
/// Files of preference pairs: JSON objects, one per line (JSONL) or in one list (JSON), and what
/// <see cref="RowReaders"/> read.
/// </summary>
public static class PairFile
{
    internal static readonly JsonSerializerOptions Readable =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

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
    /// <param name="path">The file; a list if its first character is <c>[</c>, else lines.</param>
    /// <param name="format">How rows are laid out; null if each row tells by its fields.</param>
    /// <param name="report">Takes the counts; complete when the last row has been read.</param>
    /// <param name="withImages">Whether images that stand in the rows themselves are read, too.</param>
    /// <inheritdoc cref="Read"/>
    public static IEnumerable<PairRow> ReadRows(
        string path, PairFormat? format, LoadReport report, bool withImages = false) =>
        RowReaders.Read(path, withImages).Select(r => Parse(r, format, report));

    /// <summary>Whether the rows of a file may hold their images themselves, as those of Parquet may.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static bool MayHoldImages(string path) => RowReaders.For(path) is not null;

    /// <summary>The format of a file, told by the fields of its first JSON object that has those of one.</summary>
    /// <exception cref="PairFormatException">There is no object, or none has the fields of a format.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static PairFormat FormatOf(string path)
    {
        string? first = null;
        foreach (var (_, row) in RowReaders.Read(path, withImages: false))
        {
            if (row?.ValueKind != JsonValueKind.Object) continue;
            if (PairFormat.Of(row.Value) is { } format) return format;
            first ??= Unknown(row.Value);
        }
        throw new PairFormatException(
            $"{path}: {first ?? "there is no row: a list of JSON objects, or one object per line, is needed"}");
    }

    /// <summary>Writes pairs as JSONL. The file appears under its name only when it is complete.</summary>
    /// <returns>The number of pairs.</returns>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static int Write(string path, IEnumerable<PreferencePair> pairs, PairFormat format)
    {
        var count = 0;
        AtomicFile.WriteLines(path, pairs.Select(pair =>
        {
            count++;
            return Text(format.Write(pair));
        }));
        return count;
    }

    internal static string Text(JsonObject row) => row.ToJsonString(Readable);

    private static PairRow Parse(FileRow row, PairFormat? format, LoadReport report)
    {
        var number = row.Number;
        try
        {
            if (row.Fields is not { } fields) throw new PairFormatException(row.Problem ?? "the row cannot be read");
            if (fields.ValueKind != JsonValueKind.Object) throw new PairFormatException("the row is no JSON object");
            var known = format ?? PairFormat.Of(fields) ?? throw new PairFormatException(Unknown(fields));
            var pair = known.Read(fields, number);
            if (pair.Chosen == pair.Rejected && pair.RejectedImage is null)
                throw new PairFormatException("chosen and rejected are the same");
            report.Keep(pair);
            return new(number, pair, null)
            {
                Fields = fields, Image = row.Image, RejectedImage = row.RejectedImage,
            };
        }
        catch (PairFormatException error)
        {
            return Drop(error.Message);
        }
        catch (InvalidOperationException error) // how the JSON reader reports texts that are no characters
        {
            return Drop(JsonTexts.Problem(error));
        }

        PairRow Drop(string reason)
        {
            report.Drop(reason, number);
            return new(number, null, reason);
        }
    }

    private static string Unknown(JsonElement row)
    {
        try
        {
            return $"the fields {string.Join(", ", row.EnumerateObject().Take(12).Select(f => f.Name))} belong to " +
                "none of the "
                + $"formats {string.Join(", ", PairFormat.All.Keys)}";
        }
        catch (InvalidOperationException error)
        {
            return JsonTexts.Problem(error);
        }
    }
}

/// <summary>A row of a file of pairs.</summary>
/// <param name="Number">Line of a JSONL file, or element of a JSON list, from 1.</param>
/// <param name="Pair">What it holds; null if it is no pair.</param>
/// <param name="Problem">Why it is none; else null.</param>
public sealed record PairRow(int Number, PreferencePair? Pair, string? Problem)
{
    /// <summary>All fields of a row that is a pair, for what a pair has no place for; else undefined.</summary>
    public JsonElement Fields { get; init; }

    /// <summary>The image's file, if the row itself holds it and it was asked for.</summary>
    public byte[]? Image { get; init; }

    /// <summary>The rejected image's file, if the row itself holds it and it was asked for.</summary>
    public byte[]? RejectedImage { get; init; }
}
