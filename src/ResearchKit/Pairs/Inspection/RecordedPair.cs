using System.Text.Json;
using ResearchKit.Imaging;

namespace ResearchKit.Pairs.Inspection;

/// <summary>A candidate as <c>provenance.jsonl</c> remembers it.</summary>
/// <param name="Tag">What was removed.</param>
/// <param name="Box">Where it was found.</param>
/// <param name="Mask">Its pixels.</param>
/// <param name="Repainted">The pixels that were painted over.</param>
/// <param name="Scores">Fit of each sentence to the image without it.</param>
/// <param name="Score">Their sum.</param>
/// <param name="Image">File of the image without it; null if it was not kept.</param>
public sealed record RecordedCandidate(string Tag, Box Box, RecordedMask Mask, RecordedMask Repainted,
    IReadOnlyList<double> Scores, double Score, string? Image);

/// <summary>A mask in COCO's compressed run lengths.</summary>
/// <param name="Width">Pixels per row.</param>
/// <param name="Height">Rows.</param>
/// <param name="Counts">See <see cref="RunLengths.Write"/>.</param>
public sealed record RecordedMask(int Width, int Height, string Counts)
{
    /// <summary>The mask itself.</summary>
    /// <exception cref="PairFormatException">The text is damaged.</exception>
    public Mask ToMask()
    {
        try
        {
            return RunLengths.ToMask(RunLengths.Read(Counts), Width, Height);
        }
        catch (Exception e) when (e is FormatException or ArgumentException or OverflowException)
        {
            throw new PairFormatException($"a mask of the provenance cannot be read: {JsonProblem.Text(e)}");
        }
    }
}

/// <summary>How a pair came about, as a line of <c>provenance.jsonl</c> remembers it.</summary>
/// <param name="Origin">What it was made from, field by field.</param>
/// <param name="EditType">The kind of error in the rejected response; null if it came with the row.</param>
/// <param name="Sentences">The preferred response in sentences.</param>
/// <param name="Scores">Fit of each to the original.</param>
/// <param name="Skipped">Tags without a candidate.</param>
/// <param name="Candidates">What was tried.</param>
/// <param name="Choice">Index of the candidate that became the rejected image.</param>
public sealed record RecordedPair(
    IReadOnlyList<KeyValuePair<string, string>> Origin, string? EditType, IReadOnlyList<string> Sentences,
    IReadOnlyList<double> Scores,
    IReadOnlyList<string> Skipped, IReadOnlyList<RecordedCandidate> Candidates, int Choice)
{
    /// <summary>The chosen candidate.</summary>
    public RecordedCandidate Chosen => Candidates[Choice];

    /// <summary>How many other candidates fit the response as badly as the chosen one.</summary>
    internal int Ties => Enumerable.Range(0, Candidates.Count).Count(IsTied);

    // Scores are sums over sentences: what differs in rounding alone does not differ.
    internal bool IsTied(int candidate) => candidate != Choice
        && Math.Abs(Candidates[candidate].Score - Chosen.Score) <= 1e-9 * Math.Max(1, Math.Abs(Chosen.Score));

    /// <summary>Reads a line.</summary>
    /// <exception cref="PairFormatException">It is no line that a build writes.</exception>
    public static RecordedPair Parse(string line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var row = document.RootElement;
            var candidates = row.GetProperty("candidates").EnumerateArray().Select(Candidate).ToArray();
            var choice = row.GetProperty("choice").GetInt32();
            if ((uint)choice >= (uint)candidates.Length)
                throw new FormatException("there is no candidate of that number");
            return new(
                [.. row.GetProperty("origin").EnumerateObject()
                    .Select(o => KeyValuePair.Create(o.Name, o.Value.ToString()))],
                row.TryGetProperty("edit", out var edit) ? edit.GetProperty("type").GetString()
                : null, Texts(row, "sentences"), Numbers(row, "scores"),
                Texts(row, "skipped"), candidates, choice);
        }
        catch (Exception e)
        when (e is JsonException or FormatException or InvalidOperationException or KeyNotFoundException
        or ArgumentException or OverflowException)
        {
            throw new PairFormatException($"the provenance of a pair cannot be read: {e.Message}");
        }
    }

    private static RecordedCandidate Candidate(JsonElement row)
    {
        int[] box = [.. row.GetProperty("box").EnumerateArray().Select(n => n.GetInt32())];
        if (box.Length != 4) throw new FormatException("a box has four numbers");
        return new(
            row.GetProperty("tag").GetString()!, new(box[0], box[1], box[2], box[3]), Runs(row.GetProperty("mask")),
            Runs(row.GetProperty("repainted")),
            Numbers(row, "scores"), row.GetProperty("score").GetDouble(), row.TryGetProperty("image", out var image)
            ? image.GetString() : null);
    }

    private static RecordedMask Runs(JsonElement runs) =>
        new(runs.GetProperty("size")[1].GetInt32(), runs.GetProperty("size")[0].GetInt32(),
            runs.GetProperty("counts").GetString()!);

    private static string[] Texts(JsonElement row, string field) =>
        [.. row.GetProperty(field).EnumerateArray().Select(t => t.GetString()!)];

    private static double[] Numbers(JsonElement row, string field) =>
        [.. row.GetProperty(field).EnumerateArray().Select(n => n.GetDouble())];
}
